import type { Value } from '@kustomize-ts/core';
import { jsonText } from '../../instances/objects/json-text.ts';
import { equal } from '../../load/merge.ts';
import type { Path } from '../../load/path.ts';
import { valueAt } from '../../load/value-at.ts';
import { pathText } from '../../render/index.ts';
import type { Cause } from '../change.ts';
import type { ClusterSide } from '../cluster-side.ts';
import { type Difference, differences } from '../differences.ts';

/** A cluster before and after. */
export interface Sides {
  before: ClusterSide;
  after: ClusterSide;
  /** Whether the plan is of an upgrade of Kubernetes, from a version that fleet.yaml may not declare. */
  asksKubernetes?: boolean | undefined;
}

/** The part of a cause that does not follow from its place. */
type Verdict = Pick<Cause, 'effect' | 'reason' | 'nodes' | 'note' | 'needsPerson'>;

/** An object that is added or removed as a whole. */
export function objectCause({ before, after }: Sides, object: string, verdict: Verdict): Cause {
  const place = after.objects.has(object)
    ? { at: after.locate(object, []) }
    : { was: before.locate(object, []) };
  return { ...verdict, object, field: '', ...place };
}

/** A difference below a field of an object, and what it does. */
export function fieldCause(
  sides: Sides,
  { object, field }: { object: string; field: Path },
  difference: Difference,
  verdict: Verdict,
): Cause {
  const path = [...field, ...difference.path];
  const before = shownValue(sides.before, object, path, difference.before);
  const after = shownValue(sides.after, object, path, difference.after);
  // The same text on both sides: the variable's value is what changed.
  const [old, now] = equal(before, after) ? [difference.before, difference.after] : [before, after];
  const { label } = difference;
  return {
    ...verdict,
    object,
    field: `${pathText([...field])}${label === '' || label.startsWith('[') ? '' : '.'}${label}`,
    ...(old === undefined ? {} : { before: old }),
    ...(now === undefined ? {} : { after: now }),
    at: sides.after.locate(object, path),
  };
}

/** A cause for each difference below a field. */
export function fieldCauses(sides: Sides, object: string, path: Path, verdict: Verdict): Cause[] {
  return fieldDifferences(sides, object, path).map((difference) =>
    fieldCause(sides, { object, field: path }, difference, verdict),
  );
}

/** How a field of an object differs, as precisely as possible. */
export function fieldDifferences({ before, after }: Sides, object: string, path: Path): Difference[] {
  return differences(valueIn(before, object, path), valueIn(after, object, path));
}

/** The value as written in fleet.yaml if it has a variable, so that clusters that differ in nothing else compare equal. */
function shownValue(
  side: ClusterSide,
  object: string,
  path: Path,
  value: Value | undefined,
): Value | undefined {
  // An item of a list may be at another place on this side.
  if (value === undefined || !equal(valueIn(side, object, path), value)) return value;
  const declared = side.declared(object, path);
  return hasVariable(declared) ? declared : value;
}

function valueIn(side: ClusterSide, object: string, path: Path): Value | undefined {
  const found = side.objects.get(object);
  return found && valueAt(found, [...path]);
}

function hasVariable(value: Value | undefined): boolean {
  return value !== undefined && jsonText(value).includes('${');
}
