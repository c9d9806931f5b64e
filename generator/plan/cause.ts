import type { Value } from '@kustomize-ts/core';
import { valueAt } from '../load/value-at.ts';
import { pathText } from '../render/index.ts';
import type { Cause } from './change.ts';
import type { ClusterSide } from './cluster-side.ts';
import { type Difference, differences, isSame, type Path } from './differences.ts';
import { jsonText } from './value-text.ts';

/** A cluster before and after. */
export interface Sides {
  before: ClusterSide;
  after: ClusterSide;
}

/** What of a cause does not follow from its place. */
type Verdict = Pick<Cause, 'effect' | 'reason' | 'nodes' | 'note'>;

/** A field of an object that is different after, and what that does. */
export function fieldCause({ before, after }: Sides, object: string, path: Path, verdict: Verdict): Cause {
  const values = shownValues(before, after, object, path);
  const place = after.objects.has(object)
    ? { at: after.locate(object, path) }
    : { was: before.locate(object, path) };
  return { ...verdict, object, field: pathText([...path]), ...values, ...place };
}

/** A cause for each difference below a field. */
export function fieldCauses(sides: Sides, object: string, path: Path, verdict: Verdict): Cause[] {
  return fieldDifferences(sides, object, path).map((difference) =>
    fieldCause(sides, object, [...path, ...difference.path], verdict),
  );
}

/** How a field of an object differs, as deep as that can be told. */
export function fieldDifferences({ before, after }: Sides, object: string, path: Path): Difference[] {
  return differences(valueIn(before, object, path), valueIn(after, object, path));
}

/** The values as fleet.yaml has them where it is a variable in them that makes clusters differ. */
function shownValues(
  before: ClusterSide,
  after: ClusterSide,
  object: string,
  path: Path,
): Pick<Cause, 'before' | 'after'> {
  const [declaredBefore, declaredAfter] = [before.declared(object, path), after.declared(object, path)];
  const isTemplate = hasVariable(declaredBefore) || hasVariable(declaredAfter);
  // The same text on both sides: the variable's value is what changed.
  const isShown = isTemplate && !isSame(declaredBefore, declaredAfter);
  const [old, now] = isShown
    ? [declaredBefore, declaredAfter]
    : [valueIn(before, object, path), valueIn(after, object, path)];
  return { ...(old === undefined ? {} : { before: old }), ...(now === undefined ? {} : { after: now }) };
}

function valueIn(side: ClusterSide, object: string, path: Path): Value | undefined {
  const found = side.objects.get(object);
  return found && valueAt(found, [...path]);
}

function hasVariable(value: Value | undefined): boolean {
  return value !== undefined && jsonText(value).includes('${');
}
