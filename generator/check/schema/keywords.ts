import type { Value } from '@kustomize-ts/core';
import type { Ajv, SchemaValidateFunction } from 'ajv';
import { stringFormats } from './formats.ts';
import { isObject } from './is-object.ts';

/** Adds to ajv what Kubernetes' schemas say beyond JSON Schema; what only the walk uses is declared as known. */
export function addKubernetesKeywords(ajv: Ajv): void {
  ajv.addKeyword({ keyword: 'x-kubernetes-list-map-keys', schemaType: 'array' });
  ajv.addKeyword({
    keyword: 'x-kubernetes-list-type',
    type: 'array',
    schemaType: 'string',
    errors: 'full',
    validate: listType,
  });
  ajv.addKeyword({
    keyword: 'goInteger',
    type: 'number',
    schemaType: 'string',
    validate: (format: string, value: number) => inRange(format, value),
  });
  for (const [name, validate] of stringFormats) ajv.addFormat(name, { type: 'string', validate });
}

// kube-openapi, pkg/validation/validate/values.go, IsValueValidAgainstRange
function inRange(format: string, value: number): boolean {
  if (!Number.isInteger(value)) return false;
  const bits = format === 'int32' ? 31 : 63;
  return value >= -(2 ** bits) && value < 2 ** bits;
}

/** Duplicates in a list that is a set, or a map by some keys; reports the index of each second occurrence. */
const listType: SchemaValidateFunction = (type: string, list: Value[], parentSchema) => {
  listType.errors = [];
  if (type === 'atomic' || list.length < 2) return true;
  const keys = parentSchema?.['x-kubernetes-list-map-keys'] as string[] | undefined;
  const seen = new Map<string, number>();
  list.forEach((item, index) => {
    const identity = JSON.stringify(type === 'map' ? keysOf(item, keys ?? []) : item, sortedKeys);
    const times = seen.get(identity) ?? 0;
    seen.set(identity, times + 1);
    if (times === 1) listType.errors?.push({ keyword: 'x-kubernetes-list-type', params: { index } });
  });
  return listType.errors.length === 0;
};

/** The part of a list item that tells it from others in a list of type map. */
export function keysOf(item: Value, keys: readonly string[]): Value {
  if (!isObject(item)) return {};
  return Object.fromEntries(
    keys.filter((key) => Object.hasOwn(item, key)).map((key) => [key, item[key] ?? null]),
  );
}

/** JSON.stringify's replacer for a text that is the same for equal values. */
export function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)));
}
