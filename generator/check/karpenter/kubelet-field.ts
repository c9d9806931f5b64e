import { isObject, type ValueObject } from '@kustomize-ts/core';
import { own } from '../../instances/objects/fields.ts';
import { scalarProblem } from './go-scalar.ts';

/** The entries of a map of strings, sorted by key; none where the field is absent or holds anything else. */
export function stringMapField(kubelet: ValueObject, field: string): [string, string][] {
  const value = own(kubelet, field);
  if (!isObject(value)) return [];
  const entries: [string, string][] = [];
  for (const key of Object.keys(value).sort()) {
    const text = value[key] ?? '';
    if (typeof text !== 'string') return [];
    entries.push([key, text]);
  }
  return entries;
}

/** A field that fits an int64; undefined where it is absent or holds anything else. Null is zero, as in Go. */
export function integerField(kubelet: ValueObject, field: string): number | bigint | undefined {
  const value = own(kubelet, field);
  if (value === null && field !== 'maxPods') return 0;
  if (typeof value !== 'number' && typeof value !== 'bigint') return undefined;
  return scalarProblem(value, 'int64') === undefined ? value : undefined;
}
