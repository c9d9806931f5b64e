import type { Pool } from '../instances/objects/pool.ts';

/** How many instance types two sides may launch, and which only one of them does, by name. */
export interface TypesDiff {
  a: number;
  b: number;
  onlyA: string[];
  onlyB: string[];
}

/** Compares what pools may launch; undefined where it is the same, or not known for one of them. */
export function compareTypes(a: readonly Pool[], b: readonly Pool[]): TypesDiff | undefined {
  const [one, other] = [typesOf(a), typesOf(b)];
  if (!one || !other) return undefined;
  const onlyA = [...one].filter((name) => !other.has(name)).sort();
  const onlyB = [...other].filter((name) => !one.has(name)).sort();
  return onlyA.length + onlyB.length === 0 ? undefined : { a: one.size, b: other.size, onlyA, onlyB };
}

function typesOf(pools: readonly Pool[]): Set<string> | undefined {
  const names = new Set<string>();
  for (const pool of pools) {
    const types = pool.instanceTypes();
    if (!types) return undefined;
    for (const { name } of types) names.add(name);
  }
  return names;
}
