import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import { pointer } from '../load/json-pointer.ts';
import { equal } from '../load/merge.ts';

/** A JSON6902 operation of a patch file. */
export type Operation =
  | { op: 'add' | 'replace'; path: string; value: Value }
  | { op: 'remove'; path: string };

/**
 * Operations that turn `from` into `to`, fields in the order of their names. In a list, elements that only one side has are added and removed in place; a list of
 * which more than that changed is replaced whole.
 */
export function operationsBetween(
  from: Value,
  to: Value,
  path: readonly (string | number)[] = [],
): Operation[] {
  if (equal(from, to)) return [];
  if (isObject(from) && isObject(to)) return betweenMappings(from, to, path);
  if (Array.isArray(from) && Array.isArray(to)) {
    const edits = betweenLists(from, to, path);
    if (edits) return edits;
  }
  return [{ op: 'replace', path: pointer(path), value: to }];
}

function betweenMappings(
  from: ValueObject,
  to: ValueObject,
  path: readonly (string | number)[],
): Operation[] {
  const removed = Object.keys(from)
    .filter((key) => !Object.hasOwn(to, key))
    .sort();
  const operations: Operation[] = removed.map((key) => ({ op: 'remove', path: pointer([...path, key]) }));
  for (const key of Object.keys(to).sort()) {
    const value = to[key] ?? null;
    const before = Object.hasOwn(from, key) ? from[key] : undefined;
    if (before === undefined) operations.push({ op: 'add', path: pointer([...path, key]), value });
    else operations.push(...operationsBetween(before, value, [...path, key]));
  }
  return operations;
}

/** Edits of a list whose common elements kept their order; `undefined` where replacing the whole list is shorter. */
function betweenLists(
  from: Value[],
  to: Value[],
  path: readonly (string | number)[],
): Operation[] | undefined {
  if (from.length === to.length)
    return from.flatMap((item, i) => operationsBetween(item, to[i] ?? null, [...path, i]));
  const [longer, shorter] = from.length > to.length ? [from, to] : [to, from];
  const extra: number[] = [];
  let matched = 0;
  longer.forEach((item, i) => {
    if (matched < shorter.length && equal(item, shorter[matched])) matched++;
    else extra.push(i);
  });
  if (matched < shorter.length) return undefined;
  if (longer === from) return extra.toReversed().map((i) => ({ op: 'remove', path: pointer([...path, i]) }));
  return extra.map((i) => ({ op: 'add', path: pointer([...path, i]), value: to[i] ?? null }));
}
