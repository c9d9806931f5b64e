import { isObject, type Value } from '@kustomize-ts/core';
import { goJson } from './go-text.ts';

/**
 * The indices in a list of the second occurrence of each value; of items that are told apart by some keys, those
 * count alone (apiextensions-apiserver v0.37, pkg/apiserver/schema/listtype/validation.go).
 */
export function duplicates(list: Value[], keys: readonly string[] | null): number[] {
  const seen = new Map<string, number>();
  const out: number[] = [];
  list.forEach((item, index) => {
    const identity = identityOf(item, keys);
    const times = seen.get(identity) ?? 0;
    seen.set(identity, times + 1);
    if (times === 1) out.push(index);
  });
  return out;
}

/** A text that is the same for items that are the same. */
export function identityOf(item: Value, keys: readonly string[] | null): string {
  return goJson(keys === null ? item : keysOf(item, keys));
}

/** The part of a list item that tells it from others in a list of type map. */
export function keysOf(item: Value, keys: readonly string[]): Value {
  if (!isObject(item)) return {};
  return Object.fromEntries(
    keys.filter((key) => Object.hasOwn(item, key)).map((key) => [key, item[key] ?? null]),
  );
}
