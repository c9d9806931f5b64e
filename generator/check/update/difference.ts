import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';

/** The path of the first place where two values differ, or `undefined` when they are equal. Shared subtrees cost nothing. */
export function firstDifference(a: Value | undefined, b: Value | undefined): (string | number)[] | undefined {
  if (a === b) return undefined;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length ? firstInLists(a, b) : [];
  }
  return isObject(a) && isObject(b) ? firstInMappings(a, b) : [];
}

function firstInLists(a: readonly Value[], b: readonly Value[]): (string | number)[] | undefined {
  for (let index = 0; index < a.length; index += 1) {
    const below = firstDifference(a[index], b[index]);
    if (below) return [index, ...below];
  }
  return undefined;
}

function firstInMappings(a: ValueObject, b: ValueObject): (string | number)[] | undefined {
  for (const key of Object.keys(a)) {
    const below = Object.hasOwn(b, key) ? firstDifference(a[key], b[key]) : [];
    if (below) return [key, ...below];
  }
  const added = Object.keys(b).find((key) => !Object.hasOwn(a, key));
  return added === undefined ? undefined : [added];
}
