/** A value as a YAML or JSON document holds it; integers beyond what a double holds exactly are `bigint`. */
export type Value = null | boolean | number | bigint | string | Value[] | ValueObject;

export interface ValueObject {
  [key: string]: Value;
}

/** Whether a value is a mapping. */
export function isObject(value: Value | undefined): value is ValueObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
