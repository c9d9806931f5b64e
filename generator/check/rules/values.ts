import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import { celValue, UndecidedFault } from '@poolwright/crd-validator/cel';
import { isEmpty, type PathTree } from '../crd/path-tree.ts';

/** The CEL value of an object; a part that holds a placeholder fails the expression that reads it, since nobody knows its value. */
export function objectValue(object: ValueObject, placeholders: PathTree): unknown {
  return isEmpty(placeholders) ? celValue(object) : around(object, placeholders);
}

function around(value: Value, tree: PathTree): unknown {
  if (tree.children.size === 0) return celValue(value);
  const out: unknown[] | Record<string, unknown> = Array.isArray(value) ? [] : {};
  const entries = Array.isArray(value) ? value.entries() : isObject(value) ? Object.entries(value) : [];
  for (const [key, item] of entries) {
    const below = tree.children.get(key);
    if (below?.ends) unknownAt(out, key, `the variable in ${key} has no value here`);
    else
      Object.defineProperty(out, key, {
        enumerable: true,
        value: below ? around(item, below) : celValue(item),
      });
  }
  return out;
}

/** Makes a field that fails the expression that reads it. */
export function unknownAt(of: object, key: string | number, why: string): void {
  Object.defineProperty(of, key, {
    enumerable: true,
    configurable: true,
    get: () => {
      throw new UndecidedFault(why);
    },
  });
}
