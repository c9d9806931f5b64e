import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';

/**
 * Merge patch of RFC 7386: mappings merge, lists and scalars replace, null deletes.
 * Shares what the patch does not touch with `target`.
 */
export function mergePatch(target: Value | undefined, patch: Value): Value {
  if (!isObject(patch)) return patch;
  const merged: ValueObject = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = mergePatch(Object.hasOwn(merged, key) ? merged[key] : undefined, value);
  }
  return merged;
}

/** The smallest merge patch that turns `from` into `to`, or `undefined` when they are equal. */
export function diffPatch(from: Value | undefined, to: Value): Value | undefined {
  if (from === to) return undefined;
  if (!isObject(from) || !isObject(to)) return equal(from, to) ? undefined : to;
  const patch: ValueObject = {};
  for (const key of Object.keys(from)) if (!Object.hasOwn(to, key)) patch[key] = null;
  for (const [key, value] of Object.entries(to)) {
    const part = diffPatch(Object.hasOwn(from, key) ? from[key] : undefined, value);
    if (part !== undefined) patch[key] = part;
  }
  return Object.keys(patch).length > 0 ? patch : undefined;
}

/** Deep equality of values; cheap where they share subtrees. */
export function equal(a: Value | undefined, b: Value | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, i) => equal(item, b[i]));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]))
  );
}
