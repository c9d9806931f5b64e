import type { Mark } from './error.ts';
import type { Duplicate } from './problems.ts';

/** The most that are reported of one mapping. */
const MOST = 20;

/** Every pair of places where a mapping has the same key, in go-yaml's order: by the first, then by the second. */
export function findDuplicates(names: readonly string[], marks: readonly Mark[]): Duplicate[] {
  const places = new Map<string, number[]>();
  for (const [index, name] of names.entries()) {
    const known = places.get(name);
    if (known === undefined) places.set(name, [index]);
    else known.push(index);
  }
  const found: Duplicate[] = [];
  for (const [index, name] of names.entries()) {
    for (const other of places.get(name) ?? []) {
      if (found.length === MOST) return found;
      if (other > index) found.push({ name, first: marks[index] as Mark, again: marks[other] as Mark });
    }
  }
  return found;
}
