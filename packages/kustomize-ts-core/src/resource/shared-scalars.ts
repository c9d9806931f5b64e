import { compareText } from '../fields/kind-order.ts';
import { getField, withField } from '../fields/object.ts';
import { isObject, type Value, type ValueObject } from '../value.ts';

/**
 * Places of one object that share one scalar: setting it in one place sets it in all.
 *
 * The label and annotation transformers of kustomize put the same YAML node into every field they
 * add a key to (kustomize api v0.21.2, filtersutil.SetEntry), so that a later patch of a label in the
 * metadata changes the selectors too. This is visible to users, and so part of the result.
 */
export type SharedScalar = readonly (readonly string[])[];

/** An object with such places, as a `Resource` is. */
interface Sharing {
  object: ValueObject;
  shared: readonly SharedScalar[];
}

/** Applies a change of one place to the others; `before` is the object before the change. */
export function spreadShared(resource: Sharing, before: ValueObject): void {
  if (resource.shared.length === 0 || resource.object === before) return;
  resource.shared = resource.shared.flatMap((paths) => {
    const present = paths.filter((path) => isScalar(valueAt(resource.object, path)));
    const changed = present.filter((path) => {
      const old = valueAt(before, path);
      return isScalar(old) && old !== valueAt(resource.object, path);
    });
    // Fields are set in the order of their names; the last one wins.
    const last = changed.sort((a, b) => comparePaths(a, b)).at(-1);
    if (last !== undefined) {
      const value = valueAt(resource.object, last) ?? null;
      for (const path of present) resource.object = withValueAt(resource.object, path, value);
    }
    return present.length > 1 ? [present] : [];
  });
}

function valueAt(object: ValueObject, path: readonly string[]): Value | undefined {
  let value: Value | undefined = object;
  for (const key of path) value = isObject(value) ? getField(value, key) : undefined;
  return value;
}

function withValueAt(object: ValueObject, [key = '', ...rest]: readonly string[], value: Value): ValueObject {
  if (rest.length === 0) return withField(object, key, value);
  const child = getField(object, key);
  return isObject(child) ? withField(object, key, withValueAt(child, rest, value)) : object;
}

function isScalar(value: Value | undefined): boolean {
  return value !== undefined && (value === null || typeof value !== 'object');
}

function comparePaths(a: readonly string[], b: readonly string[]): number {
  const index = a.findIndex((key, at) => key !== b[at]);
  return compareText(a[index] ?? '', b[index] ?? '');
}
