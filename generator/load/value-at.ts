import type { Value } from '@kustomize-ts/core';
import type { Path } from './path.ts';

/** The value at a path, or `undefined` where it is missing. */
export function valueAt(value: Value, path: Path): Value | undefined {
  let at: Value | undefined = value;
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Record<string | number, Value>)[step];
  }
  return at;
}
