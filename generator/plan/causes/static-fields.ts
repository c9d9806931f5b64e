import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import { equal } from '../../load/merge.ts';
import type { Path } from '../../load/path.ts';
import { valueAt } from '../../load/value-at.ts';
import type { Cause } from '../change.ts';
import type { DriftReason } from '../nodes/reason.ts';
import { fieldCauses, type Sides } from './cause.ts';

/** How Karpenter finds that a node was launched from another object. */
export interface StaticDrift {
  reason: DriftReason;
  /** The hash of an object as it is stored. */
  hashOf(object: ValueObject): string;
}

/**
 * What fields that are part of Karpenter's drift hash do: a field that alone changes the hash replaces all nodes, and one that does not,
 * such as `24h` instead of `1440m`, replaces none.
 */
export function staticCauses(
  sides: Sides,
  object: string,
  fields: readonly Path[],
  { reason, hashOf }: StaticDrift,
): Cause[] {
  const [before, after] = [sides.before.objects.get(object), sides.after.objects.get(object)];
  if (!before || !after) return [];
  const hash = hashOr(hashOf, before);
  return fields.flatMap((path) => {
    const value = valueAt(after, [...path]);
    if (equal(valueAt(before, [...path]), value)) return [];
    const changed = hashOr(hashOf, withValue(before, path, value));
    if (hash === undefined || changed === undefined) return fieldCauses(sides, object, path, UNREADABLE);
    return fieldCauses(
      sides,
      object,
      path,
      changed === hash ? { effect: 'none' } : { effect: 'all', reason },
    );
  });
}

const UNREADABLE = {
  effect: 'unknown',
  note: 'Karpenter cannot read the object, so it has no hash',
} as const;

/** Undefined where Karpenter cannot decode the object. */
function hashOr(hashOf: StaticDrift['hashOf'], object: ValueObject): string | undefined {
  try {
    return hashOf(object);
  } catch {
    return undefined;
  }
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
