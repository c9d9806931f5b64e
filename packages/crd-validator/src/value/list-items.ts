import { goJson } from '../go-text.ts';
import { isObject, type Value } from '../value.ts';

/** What is wrong with an item of a list that is a set, or a map by some keys. */
export interface ListProblem {
  index: number;
  problem: 'duplicate' | 'no object';
}

/**
 * The second occurrence of each value in a list; of items with identifying keys, only the keys count, and
 * an item that can have none is reported by itself (apiextensions-apiserver v0.37, .../schema/listtype/validation.go).
 */
export function listProblems(list: Value[], keys: readonly string[] | null): ListProblem[] {
  const stranger = keys === null ? -1 : list.findIndex((item) => item !== null && !isObject(item));
  if (stranger >= 0) return [{ index: stranger, problem: 'no object' }];
  const seen = new Map<string, number>();
  const out: ListProblem[] = [];
  list.forEach((item, index) => {
    const identity = identityOf(item, keys);
    const times = seen.get(identity) ?? 0;
    seen.set(identity, times + 1);
    if (times === 1) out.push({ index, problem: 'duplicate' });
  });
  return out;
}

/** A text that is the same for items that are the same. */
export function identityOf(item: Value, keys: readonly string[] | null): string {
  return goJson(keys === null ? item : keysOf(item, keys));
}

/** The part of a list item that identifies it in a list of type map. */
export function keysOf(item: Value, keys: readonly string[]): Value {
  if (!isObject(item)) return {};
  return Object.fromEntries(
    keys.filter((key) => Object.hasOwn(item, key)).map((key) => [key, item[key] ?? null]),
  );
}
