import type { Value, ValueObject } from '@kustomize-ts/core';

/** True for a mapping, false for lists, scalars and null. */
export function isObject(value: Value | undefined): value is ValueObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
