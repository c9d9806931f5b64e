import type { Part } from './finding.ts';
import { childNode, defaultOf, type SchemaNode } from './node.ts';
import { decodeMeta } from './object-meta.ts';
import { SubtreeCache } from './subtree-cache.ts';
import { isObject, type Value, type ValueObject } from './value.ts';

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
export class Normalizer {
  readonly #cache = new SubtreeCache<Normalized>();

  normalize(node: SchemaNode, value: Value): Normalized {
    if (typeof value !== 'object' || value === null) return { value, unknown: nothing };
    return this.#cache.getOrCompute(node, value, () =>
      Array.isArray(value) ? this.#list(node, value) : this.#mapping(node, value),
    );
  }

  #mapping(node: SchemaNode, value: ValueObject): Normalized {
    let out = value;
    let unknown: Paths;
    for (const key of Object.keys(value)) {
      if (node.embedded && metaFields.has(key)) continue;
      const child = childNode(node, key);
      const was = value[key] ?? null;
      if (child === undefined) {
        if (node.preserve) continue;
        out = without(out, value, key);
        unknown = withPath(unknown, [key]);
      } else if (typeof was === 'object') {
        const made = child === 'any' ? pruneAll(was) : this.#replaceNull(child, was);
        if (made === undefined) out = without(out, value, key);
        else if (made.value !== was) out = withField(out, value, key, made.value);
        for (const path of made?.unknown ?? nothing) unknown = withPath(unknown, [key, ...path]);
      }
    }
    if (node.resource && value.metadata !== undefined) {
      const { metadata, unknown: dropped, problem } = decodeMeta(value.metadata);
      if (problem === undefined && metadata !== undefined) out = withField(out, value, 'metadata', metadata);
      for (const path of dropped) unknown = withPath(unknown, path);
    }
    for (const [name, child] of node.defaulted) {
      if (Object.hasOwn(value, name)) continue;
      out = withField(out, value, name, this.normalize(child, defaultOf(child)).value);
    }
    return { value: out, unknown: unknown ?? nothing };
  }

  /** A field's value; null becomes the default, or undefined (no field) without one. */
  #replaceNull(node: SchemaNode, value: Value): Normalized | undefined {
    if (value !== null || node.nullable) return this.normalize(node, value);
    const fallback = defaultOf(node);
    return fallback === null ? undefined : this.normalize(node, fallback);
  }

  #list(node: SchemaNode, value: Value[]): Normalized {
    const { items } = node;
    if (items === undefined && node.preserve) return { value, unknown: nothing };
    let out = value;
    let unknown: Paths;
    for (let index = 0; index < value.length; index += 1) {
      const item = value[index] ?? null;
      if (typeof item !== 'object') continue;
      const made = items === undefined ? pruneAll(item) : this.normalize(items, itemOrDefault(items, item));
      for (const path of made.unknown) unknown = withPath(unknown, [index, ...path]);
      if (made.value === item) continue;
      if (out === value) out = [...value];
      out[index] = made.value;
    }
    return { value: out, unknown: unknown ?? nothing };
  }
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

/** Lists in lists that no schema describes end in a type error; how deep they are pruned does not matter. */
const maxListDepth = 100;

/** Paths that are collected; no list is made before the first. */
type Paths = (readonly Part[])[] | undefined;

function withPath(paths: Paths, path: readonly Part[]): Paths {
  if (paths === undefined) return [path];
  paths.push(path);
  return paths;
}

/** The mapping with a field set, copied if it is the original still. */
function withField(out: ValueObject, original: ValueObject, key: string, value: Value): ValueObject {
  const copy = out === original ? { ...original } : out;
  // Plain assignment would take a map's key __proto__ for the prototype.
  if (key === '__proto__')
    Object.defineProperty(copy, key, { value, writable: true, enumerable: true, configurable: true });
  else copy[key] = value;
  return copy;
}

/** The mapping without a field, copied if it is the original still. */
function without(out: ValueObject, original: ValueObject, key: string): ValueObject {
  const copy = out === original ? { ...original } : out;
  delete copy[key];
  return copy;
}
