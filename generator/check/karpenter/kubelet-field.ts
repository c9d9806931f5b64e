import type { ValueObject } from '@kustomize-ts/core';
import { isObject } from '../schema/is-object.ts';
import { own } from './fields.ts';

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

/** An integer field; undefined where it is absent or holds anything else. Null is zero, as in Go. */
export function integerField(kubelet: ValueObject, field: string): number | bigint | undefined {
  const value = own(kubelet, field);
  if (value === null && field !== 'maxPods') return 0;
  return typeof value === 'bigint' || Number.isInteger(value) ? (value as number | bigint) : undefined;
}
