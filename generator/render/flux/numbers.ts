import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';

const INT64_MINIMUM = -(2n ** 63n);
const UINT64_MAXIMUM = 2n ** 64n - 1n;

/**
 * The object with its big integers as Flux leaves them: it takes each substituted object through JSON numbers
 * of 64-bit floating point (kyaml v0.21.2, yaml/rnode.go, UnmarshalJSON).
 * Shares every subtree without one.
 */
export function roundIntegers(object: ValueObject): ValueObject {
  let rounded = object;
  for (const [key, value] of Object.entries(object)) {
    const next = roundValue(value);
    if (next === value) continue;
    if (rounded === object) rounded = { ...object };
    Object.defineProperty(rounded, key, {
      value: next,
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
  return rounded;
}

function roundValue(value: Value): Value {
  if (typeof value === 'bigint') return roundInteger(value);
  if (isObject(value)) return roundIntegers(value);
  if (!Array.isArray(value)) return value;
  const items = value.map(roundValue);
  return items.every((item, index) => item === value[index]) ? value : items;
}

/** The shortest decimal number that names the nearest float, read as an integer again where one can hold it. */
export function roundInteger(value: bigint): Value {
  const nearest = Number(value);
  if (Number.isSafeInteger(nearest)) return nearest;
  if (Math.abs(nearest) >= 1e21) return nearest;
  const decimal = BigInt(String(nearest));
  if (decimal < INT64_MINIMUM || decimal > UINT64_MAXIMUM) return nearest;
  return Math.abs(nearest) === 2 ** 53 ? nearest : decimal;
}
