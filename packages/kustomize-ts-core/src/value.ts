/**
 * A YAML or JSON value without comments and styles.
 *
 * Integers within ±2^53 are `number`, other int64 and uint64 are `bigint`, floats are `number`.
 * Objects are plain; a key `__proto__` is an own property like any other.
 * Values are immutable by convention: a change copies the path to it and shares the rest, so two values
 * that share a subtree (`===`) are known to be equal there.
 */
export type Value = null | boolean | number | bigint | string | Value[] | ValueObject;

/** A mapping; key order has no meaning. */
export interface ValueObject {
  [key: string]: Value;
}

/** True for a mapping, false for lists, scalars and null. */
export function isObject(value: Value | undefined): value is ValueObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
