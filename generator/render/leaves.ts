import type { Value } from '@kustomize-ts/core';
import type { Path } from '../load/path.ts';

/** A string in an object that may hold references: a scalar, or the key of a mapping. */
export interface Leaf {
  text: string;
  path: Path;
  isKey: boolean;
}

/** Every string and key with a `$` in it, in the order in which they stand. */
export function dollarLeaves(value: Value): Leaf[] {
  const leaves: Leaf[] = [];
  collect(value, [], leaves);
  return leaves;
}

function collect(value: Value, path: Path, leaves: Leaf[]): void {
  if (typeof value === 'string') {
    if (value.includes('$')) leaves.push({ text: value, path, isKey: false });
  } else if (Array.isArray(value)) {
    value.forEach((item, index) => {
      collect(item, [...path, index], leaves);
    });
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      if (key.includes('$')) leaves.push({ text: key, path: [...path, key], isKey: true });
      collect(item, [...path, key], leaves);
    }
  }
}
