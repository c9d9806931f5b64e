import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import { checkClusterLabels } from './cluster-labels.ts';
import { checkDelivery } from './delivery.ts';
import { checkHubNames } from './delivery-hub.ts';
import type { DeclaredFleet, Fleet } from './fleet.ts';
import { checkNames } from './names.ts';
import { resolveObjects } from './objects.ts';
import { checkOutput } from './output.ts';
import { checkPaths } from './paths.ts';
import { checkReferences } from './references.ts';
import { resolveValues } from './values.ts';
import { checkVariableUses } from './variable-uses.ts';

/** A loaded fleet, or what is wrong with it. */
export interface LoadResult {
  /** `undefined` when a diagnostic of severity error was found. */
  fleet?: Fleet;
  diagnostics: Diagnostic[];
}

/**
 * Checks what a schema cannot express, and merges the objects of the fleet.
 * @param found what was found of the fleet before
 */
export function resolveFleet(fleet: DeclaredFleet, found: readonly Diagnostic[] = []): LoadResult {
  const { name, spec, sources } = fleet;
  const rules = [checkNames, checkPaths, checkOutput, checkReferences, checkDelivery, checkVariableUses];
  const diagnostics = [
    ...found,
    ...rules.flatMap((rule) => rule(spec, sources)),
    ...checkHubNames(name, spec, sources),
    ...checkClusterLabels(name, spec, sources),
  ];
  const objects = resolveObjects(spec, (diagnostic, at) => {
    diagnostics.push({ ...diagnostic, at: sources.locate(at) });
  });
  if (hasErrors(diagnostics)) return { diagnostics };
  return { fleet: { ...fleet, objects, values: resolveValues(spec) }, diagnostics };
}
