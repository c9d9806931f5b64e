import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { checkDependencies } from './dependencies.ts';
import type { WrittenObject } from './objects.ts';
import { checkParameters } from './parameters.ts';
import { checkPatches } from './patches.ts';
import { checkProtectionWritten } from './protection.ts';
import { checkReadiness, type Failing } from './readiness.ts';
import { checkVariablesWritten } from './variables.ts';

export type { WrittenObject } from './objects.ts';
export { type Failing, isTooShort, timeoutTooShort } from './readiness.ts';

export interface WrittenInput {
  /** All objects that were read, of all clusters. */
  objects: readonly WrittenObject[];
  failing: readonly Failing[];
  /** Whether the user gives values, so that variables are substituted wherever they are. */
  hasValues: boolean;
}

/** Checks Flux Kustomizations, Applications and ApplicationSets that somebody wrote, with what they deliver. */
export function checkWritten({ objects, failing, hasValues }: WrittenInput): Diagnostic[] {
  return [
    ...(hasValues ? [] : checkVariablesWritten(objects)),
    ...checkParameters(objects),
    ...checkPatches(objects),
    ...checkDependencies(objects),
    ...checkProtectionWritten(objects),
    ...checkReadiness(objects, failing),
  ];
}
