import { Optional } from '../environment.ts';
import { CelFault } from '../fault.ts';
import { type CelMap, isMap } from './text.ts';
import { Duration, isType, UnsignedInt } from './types.ts';

/** A value of one of the Kubernetes libraries. */
export interface LibraryValue {
  readonly celType: string;
  equals(other: unknown): boolean;
}

/** `==` of values whose types are known at run time only: those of different types are not equal, but numbers are compared as numbers. */
export function areEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  const [left, right] = [numberOf(a), numberOf(b)];
  if (left !== undefined || right !== undefined)
    // biome-ignore lint/suspicious/noDoubleEquals: compares a bigint with a number by their values.
    return left !== undefined && right !== undefined && left == right;
  if (typeof a === 'object' && isLibraryValue(a)) return areValuesEqual(a, b);
  if (typeof a !== 'object' || typeof b !== 'object') return false;
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((item, i) => areEqual(item, b[i]));
  if (isMap(a)) return isMap(b) && areMapsEqual(a, b);
  if (a instanceof Date) return b instanceof Date && a.getTime() === b.getTime();
  if (a instanceof Duration) return b instanceof Duration && a.seconds === b.seconds && a.nanos === b.nanos;
  if (a instanceof Uint8Array)
    return b instanceof Uint8Array && Buffer.compare(Buffer.from(a), Buffer.from(b)) === 0;
  if (isType(a)) return isType(b) && a.name === b.name;
  return a instanceof Optional && b instanceof Optional && areOptionalsEqual(a, b);
}

function areOptionalsEqual(a: Optional, b: Optional): boolean {
  if (!a.hasValue() || !b.hasValue()) return a.hasValue() === b.hasValue();
  return areEqual(a.value(), b.value());
}

/** Those of the libraries are compared with their like only. */
function areValuesEqual(a: LibraryValue, b: unknown): boolean {
  if (typeof b !== 'object' || Object.getPrototypeOf(a) !== Object.getPrototypeOf(b))
    throw new CelFault('no such overload');
  return a.equals(b);
}

/** `in`: an item of a list, or a key of a map. */
export function contains(container: unknown, item: unknown): boolean | undefined {
  if (Array.isArray(container)) return container.some((one) => areEqual(one, item));
  if (!isMap(container)) return undefined;
  if (container instanceof Map) return [...container.keys()].some((key) => areEqual(key, item));
  return typeof item === 'string' && Object.hasOwn(container, item);
}

function numberOf(value: unknown): number | bigint | undefined {
  if (typeof value === 'bigint' || typeof value === 'number') return value;
  return value instanceof UnsignedInt ? value.valueOf() : undefined;
}

function areMapsEqual(a: CelMap, b: CelMap): boolean {
  const [left, right] = [entriesOf(a), entriesOf(b)];
  if (left.length !== right.length) return false;
  const others = new Map(right);
  return left.every(([key, value]) => others.has(key) && areEqual(value, others.get(key)));
}

function entriesOf(map: CelMap): [unknown, unknown][] {
  return map instanceof Map ? [...map.entries()] : Object.entries(map);
}

function isLibraryValue(value: object): value is LibraryValue {
  return 'celType' in value && 'equals' in value;
}
