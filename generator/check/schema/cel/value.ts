import type { Value, ValueObject } from '@kustomize-ts/core';
import { isObject } from '../is-object.ts';
import type { SchemaNode } from '../node.ts';

/** A value as CEL rules see it: integers are bigint, times are dates, mappings with awkward keys are Maps. */
export type CelValue = unknown;

/**
 * Makes a CEL value of a value by its schema (apiserver v0.37, pkg/cel/common/valuesunstructured.go). Subtrees
 * that need no change are given as they are.
 */
export function celValue(node: SchemaNode, value: Value): CelValue {
  if (typeof value !== 'object' || value === null) return celScalar(node, value);
  const known = node.memo.cel.get(value);
  if (known !== undefined) return known;
  const made = Array.isArray(value) ? celList(node, value) : celMapping(node, value);
  node.memo.cel.set(value, made);
  return made;
}

function celScalar({ types, schema }: SchemaNode, value: Value): CelValue {
  if (typeof value === 'number')
    return types[0] === 'integer' && Number.isInteger(value) ? BigInt(value) : value;
  if (typeof value === 'bigint') return types[0] === 'integer' ? value : Number(value);
  if (typeof value === 'string' && (schema.format === 'date-time' || schema.format === 'date'))
    return new Date(value);
  return value;
}

function celList({ items }: SchemaNode, value: Value[]): CelValue {
  if (items === undefined) return value;
  const out = value.map((item) => celValue(items, item));
  return out.some((item, index) => item !== value[index]) ? out : value;
}

function celMapping(node: SchemaNode, value: ValueObject): CelValue {
  const keys = Object.keys(value);
  const isMap = isObject(value) && node.properties.size === 0;
  let changed = false;
  const entries: [string, CelValue][] = [];
  for (const key of keys) {
    const child =
      node.properties.get(key) ?? (typeof node.additional === 'object' ? node.additional : undefined);
    if (child === undefined) {
      changed = true;
      continue;
    }
    const name = isMap ? key : escapeName(key);
    const made = celValue(child, value[key] ?? null);
    if (made !== value[key] || name !== key) changed = true;
    entries.push([name, made]);
  }
  // The CEL library tells kinds of values apart by `constructor`, so no mapping may have such a key of its own.
  if (keys.includes('constructor') || keys.includes('__proto__')) return new Map(entries);
  return changed ? Object.fromEntries(entries) : value;
}

const reserved = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);

/** A property's name as a CEL identifier (apiserver, pkg/cel/escaping.go). */
function escapeName(name: string): string {
  if (reserved.has(name)) return `__${name}__`;
  if (!/__|[-./]/.test(name)) return name;
  return name.replace(/__|[-./]/g, (each) => escapes[each] ?? each);
}

const escapes: Record<string, string> = {
  __: '__underscores__',
  '.': '__dot__',
  '-': '__dash__',
  '/': '__slash__',
};
