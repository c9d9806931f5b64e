import { childNode, type SchemaNode } from './node.ts';
import { identityOf } from './value/list-items.ts';
import { isObject, type Value } from './value.ts';

/** A new value and the old value of the same thing, under one schema node. */
export interface Correlated {
  node: SchemaNode;
  value: Value;
  old: Value;
}

// apiserver v0.37, pkg/cel/common/equality.go, CorrelatedObject

/** The pair of one field, when both mappings have it. */
export function correlatedField({ node, value, old }: Correlated, key: string): Correlated | undefined {
  if (!isObject(value) || !isObject(old)) return undefined;
  if (!Object.hasOwn(value, key) || !Object.hasOwn(old, key)) return undefined;
  const child = childNode(node, key);
  if (child === undefined || child === 'any') return undefined;
  return { node: child, value: value[key] ?? null, old: old[key] ?? null };
}

/** The pair of one list item: only lists of type map say which old item is the same. */
export function correlatedItem({ node, value, old }: Correlated, index: number): Correlated | undefined {
  if (!Array.isArray(value) || !Array.isArray(old) || node.items === undefined) return undefined;
  const item = value[index] ?? null;
  const found = oldItem(node, old, item);
  return found === undefined ? undefined : { node: node.items, value: item, old: found };
}

/** The old item with the same keys, in a list of type map (apiserver v0.37, pkg/cel/common/maplist.go). */
export function oldItem({ schema }: SchemaNode, old: Value[], item: Value): Value | undefined {
  const keys = schema['x-kubernetes-list-map-keys'];
  if (schema['x-kubernetes-list-type'] !== 'map' || keys === undefined || !hasKeys(item, keys))
    return undefined;
  let index = indices.get(old);
  if (index === undefined) {
    index = indexOf(old, keys);
    indices.set(old, index);
  }
  return index.get(identityOf(item, keys));
}

const indices = new WeakMap<Value[], Map<string, Value>>();

function indexOf(list: Value[], keys: readonly string[]): Map<string, Value> {
  const out = new Map<string, Value>();
  for (const item of list) {
    if (!hasKeys(item, keys)) continue;
    const identity = identityOf(item, keys);
    if (!out.has(identity)) out.set(identity, item);
  }
  return out;
}

function hasKeys(item: Value, keys: readonly string[]): boolean {
  return isObject(item) && keys.every((key) => Object.hasOwn(item, key) && isScalar(item[key] ?? null));
}

function isScalar(value: Value): boolean {
  return value !== null && typeof value !== 'object';
}

/**
 * True when the value says the same as the old one, in lists of type map order aside. What the server cannot pair,
 * such as fields no schema knows, counts as changed.
 */
export function isUnchanged(pair: Correlated): boolean {
  const { node, value, old } = pair;
  if (value === old && (node.pairable || typeof value !== 'object')) return true;
  if (Array.isArray(value) && Array.isArray(old)) {
    if (value.length !== old.length) return false;
    if (node.schema['x-kubernetes-list-type'] !== 'map') return sameValue(value, old);
    return value.every((_item, index) => isUnchangedIfAny(correlatedItem(pair, index)));
  }
  if (!isObject(value) || !isObject(old)) return false;
  const keys = Object.keys(value);
  if (keys.length !== Object.keys(old).length) return false;
  return keys.every((key) => isUnchangedIfAny(correlatedField(pair, key)));
}

function isUnchangedIfAny(pair: Correlated | undefined): boolean {
  return pair !== undefined && isUnchanged(pair);
}

/** How deep values are compared; what nests deeper than any real object counts as changed. */
const maxDepth = 1000;

function sameValue(left: Value, right: Value, depth = 0): boolean {
  if (left === right) return true;
  if (depth > maxDepth) return false;
  if (Array.isArray(left) && Array.isArray(right)) {
    return (
      left.length === right.length &&
      left.every((item, index) => sameValue(item, right[index] ?? null, depth + 1))
    );
  }
  if (!isObject(left) || !isObject(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every(
      (key) => Object.hasOwn(right, key) && sameValue(left[key] ?? null, right[key] ?? null, depth + 1),
    )
  );
}
