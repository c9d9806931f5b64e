import type { Value, ValueObject } from '@kustomize-ts/core';
import type { Crds } from '../../generator/check/crd/crds.ts';
import { openCrds } from '../../generator/crds/karpenter.ts';
import { type Diagnostic, hasErrors } from '../../generator/diagnostics/diagnostic.ts';
import { validateGroup } from '../../generator/manifests/index.ts';
import type { Outcome } from './outcome.ts';

/** An object, and the provider release whose CRDs it was put to. */
interface ObjectCase {
  id: string;
  crd: string;
  object: ValueObject;
  old?: ValueObject;
}

const RELEASE = '1.15';

/** No more fields of one object than these are hidden. */
const MAX_FIELDS = 25;

/**
 * Hides one field of a sound object after the other behind `${X}`: nothing may be found then, since the value may be what it was.
 * Only cases of the newest release are taken.
 */
export default async function placeholders(lines: unknown[]): Promise<Outcome> {
  const crds = openCrds();
  const outcome: Outcome = { passed: 0, total: 0, failures: [] };
  for (const { id, crd, object, old } of lines as ObjectCase[]) {
    if (old !== undefined || !crd.includes(`v${RELEASE}.`) || hasErrors(findingsOf(object, crds))) continue;
    const fields = leavesOf(object).filter(([top]) => top === 'spec');
    for (const path of fields.slice(0, MAX_FIELDS)) {
      const errors = findingsOf(hidden(object, path) as ValueObject, crds).filter(isError);
      outcome.total++;
      if (errors.length === 0) outcome.passed++;
      else
        outcome.failures.push(`${id} ${path.join('.')}: ${errors.map(({ message }) => message).join('; ')}`);
    }
  }
  return outcome;
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error';
}

function findingsOf(object: ValueObject, crds: Crds): Diagnostic[] {
  const manifest = { object, file: 'a.yaml', locate: () => ({ file: 'manifest', line: 1, column: 1 }) };
  const group = { manifests: [manifest], others: 0, diagnostics: [] };
  return validateGroup(group, { scope: { karpenter: RELEASE }, crds, isWhole: false }).diagnostics;
}

type Path = (string | number)[];

function leavesOf(value: Value, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const entries: [string | number, Value][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  return entries.flatMap(([step, item]) => leavesOf(item, [...path, step]));
}

/** The value with a placeholder at the path. */
function hidden(value: Value, [step, ...rest]: Path): Value {
  if (step === undefined) return '${X}';
  if (Array.isArray(value)) return value.map((item, i) => (i === step ? hidden(item, rest) : item));
  const object = value as ValueObject;
  return { ...object, [step]: hidden(object[step] ?? null, rest) };
}
