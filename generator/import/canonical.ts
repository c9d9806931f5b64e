import type { Value, ValueObject } from '@kustomize-ts/core';
import { jsonText } from '../instances/objects/json-text.ts';

/** The same for objects that are the same, whatever the order of their keys. */
export function canonical(objects: ReadonlyMap<string, ValueObject>): string {
  return jsonText(
    [...objects].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, object]) => [key, sorted(object)]),
  );
}

function sorted(value: Value): Value {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}
