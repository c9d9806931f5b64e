import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import type { Part } from './finding.ts';
import { memoOf } from './memo.ts';
import { childNode, defaultOf, type SchemaNode } from './node.ts';
import { decodeMeta } from './object-meta.ts';

/** A value after pruning and defaulting, and the fields that pruning took. */
export interface Normalized {
  value: Value;
  unknown: readonly (readonly Part[])[];
}

const nothing: Normalized['unknown'] = [];
const metaFields = new Set(['apiVersion', 'kind', 'metadata']);

/**
 * Prunes, drops nulls where none are allowed, and defaults, as the API server does while it decodes
 * (apiextensions-apiserver v0.37, pkg/apiserver/schema/pruning and .../defaulting). What needs no change is
 * returned as it is, so that identity stays.
 */
export function normalize(node: SchemaNode, value: Value): Normalized {
  if (typeof value !== 'object' || value === null) return { value, unknown: nothing };
  const memo = memoOf(node, value);
  if (memo?.normalized !== undefined) return memo.normalized;
  const made = Array.isArray(value) ? normalizeList(node, value) : normalizeMapping(node, value);
  if (memo !== undefined) memo.normalized = made;
  return made;
}

function normalizeMapping(node: SchemaNode, value: ValueObject): Normalized {
  const out = new Draft(value);
  const unknown: (readonly Part[])[] = [];
  for (const key of Object.keys(value)) {
    if (node.embedded && metaFields.has(key)) continue;
    const child = childNode(node, key);
    if (child === undefined) {
      if (node.preserve) continue;
      out.delete(key);
      unknown.push([key]);
      continue;
    }
    const was = value[key] ?? null;
    const made = child === 'any' ? pruneAll(was) : replaceNull(child, was);
    if (made === undefined) out.delete(key);
    else {
      if (made.value !== was) out.set(key, made.value);
      for (const path of made.unknown) unknown.push([key, ...path]);
    }
  }
  if (node.resource && value.metadata !== undefined) {
    const { metadata, unknown: dropped, problem } = decodeMeta(value.metadata);
    if (problem === undefined && metadata !== undefined) out.set('metadata', metadata);
    unknown.push(...dropped);
  }
  for (const [name, child] of node.defaulted) {
    if (!Object.hasOwn(value, name)) out.set(name, normalize(child, defaultOf(child)).value);
  }
  return { value: out.value, unknown: unknown.length === 0 ? nothing : unknown };
}

/** A field's value; null becomes the default, and undefined, which is: no field, when there is none. */
function replaceNull(node: SchemaNode, value: Value): Normalized | undefined {
  if (value !== null || node.nullable) return normalize(node, value);
  const fallback = defaultOf(node);
  return fallback === null ? undefined : normalize(node, fallback);
}

function normalizeList(node: SchemaNode, value: Value[]): Normalized {
  if (node.items === undefined && node.preserve) return { value, unknown: nothing };
  const { items } = node;
  const unknown: (readonly Part[])[] = [];
  let changed = false;
  const out = value.map((item, index) => {
    const made = items === undefined ? pruneAll(item) : normalize(items, itemOrDefault(items, item));
    if (made.value !== item) changed = true;
    for (const path of made.unknown) unknown.push([index, ...path]);
    return made.value;
  });
  return { value: changed ? out : value, unknown: unknown.length === 0 ? nothing : unknown };
}

function itemOrDefault(items: SchemaNode, item: Value): Value {
  return item === null && !items.nullable ? defaultOf(items) : item;
}

/** What no schema describes loses all its fields; lists stay, scalars too. */
function pruneAll(value: Value, depth = 0): Normalized {
  if (Array.isArray(value) && depth < maxListDepth) {
    const made = value.map((item) => pruneAll(item, depth + 1));
    const unknown = made.flatMap((item, index) => item.unknown.map((path) => [index, ...path]));
    return { value: unknown.length === 0 ? value : made.map((item) => item.value), unknown };
  }
  if (!isObject(value)) return { value, unknown: nothing };
  const keys = Object.keys(value);
  return keys.length === 0 ? { value, unknown: nothing } : { value: {}, unknown: keys.map((key) => [key]) };
}

/** Lists in lists that no schema describes end in a type error; how far their inside is pruned is of no matter. */
const maxListDepth = 100;

/** A mapping that is copied at its first change. */
class Draft {
  value: ValueObject;
  readonly #original: ValueObject;

  constructor(original: ValueObject) {
    this.#original = original;
    this.value = original;
  }

  set(key: string, value: Value): void {
    // Plain assignment would take a map's key __proto__ for the prototype.
    Object.defineProperty(this.#copy(), key, { value, writable: true, enumerable: true, configurable: true });
  }

  delete(key: string): void {
    delete this.#copy()[key];
  }

  #copy(): ValueObject {
    if (this.value === this.#original) this.value = { ...this.#original };
    return this.value;
  }
}
