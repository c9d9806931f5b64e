import { floatOf } from '../go-text.ts';
import type { Value, ValueObject } from '../value.ts';
import type { CelValue } from './value.ts';

const known = new WeakMap<object, CelValue>();

/**
 * The CEL value of a value whose schema rules do not know: numbers are integers where Go's JSON reader makes one of them. Values
 * are converted once, so do not change them.
 */
export function celValue(value: Value): CelValue {
  if (typeof value === 'number' || typeof value === 'bigint') return floatOf(value) ?? BigInt(value);
  if (typeof value !== 'object' || value === null) return value;
  const made = known.get(value) ?? (Array.isArray(value) ? value.map(celValue) : celMap(value));
  known.set(value, made);
  return made;
}

/** cel-js distinguishes kinds of values by `constructor`, so no mapping may have such a key of its own. */
function celMap(value: ValueObject): CelValue {
  const entries = Object.entries(value).map(([key, item]) => [key, celValue(item)] as const);
  const isAwkward = Object.hasOwn(value, 'constructor') || Object.hasOwn(value, '__proto__');
  return isAwkward ? new Map(entries) : Object.fromEntries(entries);
}
