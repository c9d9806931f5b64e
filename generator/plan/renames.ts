import { isObject, type Value } from '@kustomize-ts/core';
import type { Pool } from '../instances/objects/pool.ts';
import { withValue } from './causes/static-fields.ts';
import { differences } from './differences.ts';

/** How much of a pool may be different for it to count as the same under another name. */
const MOST_DIFFERENT = 0.2;

/**
 * Removed pools that come back under another name, by their old one: those whose specs are most alike.
 * @param most share of fields that may be different
 */
export function renamedPools(
  removed: readonly Pool[],
  added: readonly Pool[],
  most: number = MOST_DIFFERENT,
): Map<string, string> {
  const pairs = removed.flatMap((old) =>
    added.map((now) => ({ old: old.name, now: now.name, distance: distanceOf(old, now) })),
  );
  const renamed = new Map<string, string>();
  const taken = new Set<string>();
  for (const { old, now, distance } of pairs.toSorted((a, b) => a.distance - b.distance)) {
    if (distance > most || renamed.has(old) || taken.has(now)) continue;
    renamed.set(old, now);
    taken.add(now);
  }
  return renamed;
}

/** The share of fields that are different, 0 to 1. A class of the pool's own has its name, so that is left out. */
function distanceOf(a: Pool, b: Pool): number {
  const [specA, specB] = [a, b].map(({ spec }) =>
    withValue(spec, ['template', 'spec', 'nodeClassRef', 'name'], undefined),
  );
  const changed = differences(specA, specB).length + differences(a.nodeClass?.spec, b.nodeClass?.spec).length;
  const fields = countLeaves(specA) + countLeaves(a.nodeClass?.spec);
  return fields === 0 ? 1 : changed / fields;
}

function countLeaves(value: Value | undefined): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + countLeaves(item), 0);
  if (isObject(value)) return Object.values(value).reduce<number>((sum, item) => sum + countLeaves(item), 0);
  return value === undefined ? 0 : 1;
}
