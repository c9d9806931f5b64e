import type { Value, ValueObject } from '@kustomize-ts/core';
import { childNode, type SchemaNode } from '../node.ts';

/** A value as CEL rules see it: integers are bigint, times are dates, mappings with awkward keys are Maps. */
export type CelValue = unknown;

/**
 * Makes a CEL value of a value by its schema (apiserver v0.37, pkg/cel/common/valuesunstructured.go). Subtrees
 * that need no change are given as they are.
 */
export function celValue(node: SchemaNode, value: Value): CelValue {
  if (typeof value !== 'object' || value === null) return celScalar(node, value);
  const known = node.memo?.cel.get(value);
  if (known !== undefined) return known;
  const made = Array.isArray(value) ? celList(node, value) : celMapping(node, value);
  node.memo?.cel.set(value, made);
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
  let out: CelValue[] | undefined;
  for (let index = 0; index < value.length; index += 1) {
    const made = celValue(items, value[index] ?? null);
    if (made === value[index]) continue;
    out ??= [...value];
    out[index] = made;
  }
  return out ?? value;
}

function celMapping(node: SchemaNode, value: ValueObject): CelValue {
  // The CEL library tells kinds of values apart by `constructor`, so no mapping may have such a key of its own.
  if (Object.hasOwn(value, 'constructor') || Object.hasOwn(value, '__proto__'))
    return new Map(celEntries(node, value));
  for (const key of Object.keys(value)) {
    const child = valueNode(node, key);
    const same = child !== undefined && celValue(child, value[key] ?? null) === value[key];
    if (!same || (node.properties.size > 0 && escapeName(key) !== key))
      return Object.fromEntries(celEntries(node, value));
  }
  return value;
}

/** The fields a rule can see, under the names it sees them by; keys of a map stay as they are. */
function celEntries(node: SchemaNode, value: ValueObject): [string, CelValue][] {
  return Object.keys(value).flatMap((key) => {
    const child = valueNode(node, key);
    if (child === undefined) return [];
    const name = node.properties.has(key) ? escapeName(key) : key;
    return [[name, celValue(child, value[key] ?? null)]];
  });
}

function valueNode(node: SchemaNode, key: string): SchemaNode | undefined {
  const child = childNode(node, key);
  return child === 'any' ? undefined : child;
}

const reserved = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);

/** A property's name as a CEL identifier (apiserver, pkg/cel/escaping.go). */
function escapeName(name: string): string {
  if (/^[A-Za-z0-9]+$/.test(name)) return reserved.has(name) ? `__${name}__` : name;
  return name.replace(/__|[-./]/g, (each) => escapes[each] ?? each);
}

const escapes: Record<string, string> = {
  __: '__underscores__',
  '.': '__dot__',
  '-': '__dash__',
  '/': '__slash__',
};
