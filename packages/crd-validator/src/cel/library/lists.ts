import type { Environment } from '@marcbachmann/cel-js';
import { CelFault } from '../fault.ts';
import { areEqual, contains } from './equality.ts';
import { namespace } from './namespace.ts';
import { sync } from './sync.ts';
import { typeName } from './text.ts';
import { Duration, UnsignedInt } from './types.ts';

/** Functions of lists that CRD rules have in another form, and the names these are registered under. */
export const listNames = {
  sum: 'listSum',
  min: 'listMin',
  max: 'listMax',
  isSorted: 'listIsSorted',
} as const;

/** Most items of a list that a function may make. */
const most = 100_000;

/** apiserver v0.37, pkg/cel/library/lists.go, and cel-go v0.29, ext/lists.go, version 3, and ext/sets.go. */
export function addLists(environment: Environment): void {
  environment
    .registerFunction('list.listIsSorted(): bool', isSorted, sync)
    .registerFunction('list.listSum(): dyn', sum, sync)
    .registerFunction('list.listMin(): dyn', (list: unknown[]) => extreme(list, 'min', -1), sync)
    .registerFunction('list.listMax(): dyn', (list: unknown[]) => extreme(list, 'max', 1), sync)
    .registerFunction(
      'list.goIndexOf(dyn): int',
      (list: unknown[], item: unknown) => indexOf(list, item),
      sync,
    )
    .registerFunction(
      'list.goLastIndexOf(dyn): int',
      (list: unknown[], item: unknown) => lastIndexOf(list, item),
      sync,
    )
    .registerFunction('dyn.includes(dyn): bool', includes, sync)
    .registerFunction('list.slice(int, int): list<dyn>', slice, sync)
    .registerFunction('list.flatten(): list<dyn>', (list: unknown[]) => flatten(list, 1n), sync)
    .registerFunction('list.flatten(int): list<dyn>', flatten, sync)
    .registerFunction('list.distinct(): list<dyn>', distinct, sync)
    .registerFunction('list.reverse(): list<dyn>', (list: unknown[]) => list.toReversed(), sync)
    .registerFunction('list.sort(): list<dyn>', (list: unknown[]) => sortByKeys(list, list), sync);
  namespace(environment, 'lists').registerFunction(
    'ListsNamespace.range(int): list<int>',
    (_: unknown, count: bigint) => range(count),
    sync,
  );
  namespace(environment, 'sets')
    .registerFunction(
      'SetsNamespace.contains(list, list): bool',
      (_: unknown, list: unknown[], sub: unknown[]) => isSubset(sub, list),
      sync,
    )
    .registerFunction(
      'SetsNamespace.equivalent(list, list): bool',
      (_: unknown, a: unknown[], b: unknown[]) => isSubset(a, b) && isSubset(b, a),
      sync,
    )
    .registerFunction(
      'SetsNamespace.intersects(list, list): bool',
      (_: unknown, a: unknown[], b: unknown[]) => a.some((item) => contains(b, item)),
      sync,
    );
}

/** Less than zero where `a` comes before `b`; both have to be of one type that has an order. */
export function compare(a: unknown, b: unknown): number {
  const [left, right] = [orderOf(a), orderOf(b)];
  if (left === undefined || right === undefined || typeName(a) !== typeName(b))
    throw new CelFault('no such overload');
  return left < right ? -1 : left > right ? 1 : 0;
}

function orderOf(value: unknown): string | number | bigint | undefined {
  switch (typeof value) {
    case 'number':
    case 'bigint':
      return value;
    case 'boolean':
      return Number(value);
    case 'string':
      return orderedText(value);
  }
  if (value instanceof UnsignedInt) return value.valueOf();
  if (value instanceof Date) return value.getTime();
  if (value instanceof Duration) return value.seconds * 1_000_000_000n + BigInt(value.nanos);
  return value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : undefined;
}

/** Go compares bytes; UTF-16 units beyond U+D7FF have another order. */
function orderedText(text: string): string {
  return /[\ud800-\uffff]/.test(text) ? Buffer.from(text).toString('latin1') : text;
}

function isSorted(list: unknown[]): boolean {
  return list.every((item, i) => compare(list[Math.max(i - 1, 0)], item) <= 0);
}

function sum(list: unknown[]): unknown {
  const [first] = list;
  if (typeof first === 'number')
    return list.reduce((total: number, item) => total + numeric(item, 'number'), 0);
  let total = 0n;
  for (const item of list) total += first instanceof UnsignedInt ? unsigned(item) : numeric(item, 'bigint');
  if (first instanceof UnsignedInt) return new UnsignedInt(total);
  if (BigInt.asIntN(64, total) !== total) throw new CelFault('integer overflow');
  return total;
}

function numeric(value: unknown, type: 'number'): number;
function numeric(value: unknown, type: 'bigint'): bigint;
function numeric(value: unknown, type: 'number' | 'bigint'): number | bigint {
  if (typeof value !== type) throw new CelFault('no such overload');
  return value as number | bigint;
}

function unsigned(value: unknown): bigint {
  if (value instanceof UnsignedInt) return value.valueOf();
  throw new CelFault('no such overload');
}

function extreme(list: unknown[], name: string, sign: number): unknown {
  if (list.length === 0) throw new CelFault(`${name} called on empty list`);
  return list.reduce((best, item) => (compare(item, best) * sign > 0 ? item : best));
}

function indexOf(list: unknown[], item: unknown): bigint {
  return BigInt(list.findIndex((one) => areEqual(one, item)));
}

function lastIndexOf(list: unknown[], item: unknown): bigint {
  return BigInt(list.findLastIndex((one) => areEqual(one, item)));
}

function includes(target: unknown, item: unknown): boolean {
  return Array.isArray(target) ? target.some((one) => areEqual(one, item)) : areEqual(target, item);
}

function slice(list: unknown[], start: bigint, end: bigint): unknown[] {
  const what = `cannot slice(${start}, ${end})`;
  if (start < 0n || end < 0n) throw new CelFault(`${what}, negative indexes not supported`);
  if (start > end) throw new CelFault(`${what}, start index must be less than or equal to end index`);
  if (end > list.length) throw new CelFault(`${what}, list is length ${list.length}`);
  return list.slice(Number(start), Number(end));
}

function flatten(list: unknown[], depth: bigint): unknown[] {
  if (depth < 0n) throw new CelFault('level must be non-negative');
  return list.flat(Number(depth > 100n ? 100n : depth));
}

function distinct(list: unknown[]): unknown[] {
  const seen = new Set<unknown>();
  const out: unknown[] = [];
  for (const item of list) {
    if (typeof item === 'string' ? seen.has(item) : includes(out, item)) continue;
    seen.add(item);
    out.push(item);
  }
  return out;
}

function range(count: bigint): bigint[] {
  if (count < 0n) throw new CelFault(`lists.range: size must be non-negative, got ${count}`);
  if (count > most) throw new CelFault(`lists.range: size ${count} exceeds maximum allowed (${most})`);
  return Array.from({ length: Number(count) }, (_, i) => BigInt(i));
}

/** A list in the order of its items' keys. */
export function sortByKeys(list: readonly unknown[], keys: readonly unknown[]): unknown[] {
  if (list.length === 0) return [];
  if (orderOf(keys[0]) === undefined) throw new CelFault('list elements must be comparable');
  if (keys.some((key) => typeName(key) !== typeName(keys[0])))
    throw new CelFault('list elements must have the same type');
  return list
    .map((item, i) => ({ item, key: keys[i] }))
    .toSorted((a, b) => compare(a.key, b.key))
    .map(({ item }) => item);
}

function isSubset(sub: unknown[], list: unknown[]): boolean {
  return sub.every((item) => contains(list, item));
}
