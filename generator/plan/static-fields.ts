import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import { valueAt } from '../load/value-at.ts';
import { fieldCauses, type Sides } from './cause.ts';
import type { Cause, DriftReason } from './change.ts';
import { isSame, type Path } from './differences.ts';

/** How Karpenter finds that a node was launched from another object. */
export interface StaticDrift {
  reason: DriftReason;
  /** The hash of an object as it is stored. */
  hashOf(object: ValueObject): string;
}

/**
 * What fields that are part of Karpenter's drift hash do: a field that alone changes the hash replaces all nodes, and one that does not,
 * such as `24h` in place of `1440m`, replaces none.
 */
export function staticCauses(
  sides: Sides,
  object: string,
  fields: readonly Path[],
  { reason, hashOf }: StaticDrift,
): Cause[] {
  const [before, after] = [sides.before.objects.get(object), sides.after.objects.get(object)];
  if (!before || !after) return [];
  const hash = hashOf(before);
  return fields.flatMap((path) => {
    const value = valueAt(after, [...path]);
    if (isSame(valueAt(before, [...path]), value)) return [];
    const drifts = hashOf(withValue(before, path, value)) !== hash;
    return fieldCauses(sides, object, path, drifts ? { effect: 'all', reason } : { effect: 'none' });
  });
}

/** The object with another value at a path, or without it. */
export function withValue(object: ValueObject, [step, ...rest]: Path, value: Value | undefined): ValueObject {
  if (step === undefined) return object;
  const inner = object[step];
  const next = rest.length === 0 ? value : withValue(isObject(inner) ? inner : {}, rest, value);
  if (next !== undefined) return { ...object, [step]: next };
  const { [step]: _, ...others } = object;
  return others;
}
