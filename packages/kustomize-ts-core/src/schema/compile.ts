import { getField } from '../fields/object.ts';
import { isObject, type Value, type ValueObject } from '../value.ts';
import type { SchemaNode, SchemaTable } from './schema.ts';

const REF_PREFIX = '#/definitions/';

/**
 * Reduces OpenAPI v2 definitions to the table a strategic merge needs.
 * Types that lead to no merging list are dropped, and references to them too.
 */
export function compileDefinitions(definitions: ValueObject): SchemaTable {
  const raw = new Map<string, SchemaNode>();
  for (const [name, definition] of Object.entries(definitions)) raw.set(name, compileNode(definition));
  const isUseful = usefulTypes(raw);
  const types: Record<string, SchemaNode> = {};
  for (const [name, node] of raw) {
    const pruned = prune(node, isUseful);
    if (pruned !== undefined) types[name] = pruned;
  }
  const kinds: Record<string, string> = {};
  for (const [name, definition] of Object.entries(definitions)) {
    if (types[name] !== undefined) for (const kind of kindsOf(definition)) kinds[kind] = name;
  }
  return { types, kinds };
}

/** `apiVersion/Kind` of each `x-kubernetes-group-version-kind` of a definition. */
export function kindsOf(definition: Value): string[] {
  const list = isObject(definition) ? getField(definition, 'x-kubernetes-group-version-kind') : undefined;
  return Array.isArray(list) ? list.flatMap((entry) => groupVersionKind(entry) ?? []) : [];
}

/** `apiVersion/Kind` of one `{group, version, kind}`. */
export function groupVersionKind(entry: Value | undefined): string | undefined {
  if (!isObject(entry)) return undefined;
  const { group, version, kind } = entry;
  if (typeof version !== 'string' || typeof kind !== 'string') return undefined;
  return `${typeof group === 'string' && group !== '' ? `${group}/` : ''}${version}/${kind}`;
}

/** Reduces one OpenAPI v2 schema; references stay as they are. */
export function compileNode(definition: Value): SchemaNode {
  if (!isObject(definition)) return {};
  const ref = definition.$ref;
  if (typeof ref === 'string') return { ref: ref.slice(ref.startsWith(REF_PREFIX) ? REF_PREFIX.length : 0) };
  const node: { -readonly [K in keyof SchemaNode]: SchemaNode[K] } = {};
  if (isObject(definition.properties)) {
    node.fields = Object.fromEntries(
      Object.entries(definition.properties).map(([name, property]) => [name, compileNode(property)]),
    );
  }
  if (isObject(definition.additionalProperties)) node.rest = compileNode(definition.additionalProperties);
  if (definition.type === 'array' && isObject(definition.items)) node.items = compileNode(definition.items);
  const keys = mergeKeys(definition);
  if (keys !== undefined) node.keys = keys;
  return node;
}

/** As `ResourceSchema.PatchStrategyAndKeyList` of kyaml: list-map keys win over the single merge key. */
function mergeKeys(definition: ValueObject): string[] | undefined {
  const strategy = definition['x-kubernetes-patch-strategy'];
  if (typeof strategy !== 'string' || !strategy.split(',').includes('merge')) return undefined;
  const list = definition['x-kubernetes-list-map-keys'];
  if (Array.isArray(list)) return list.map(String);
  const key = definition['x-kubernetes-patch-merge-key'];
  return typeof key === 'string' ? [key] : [];
}

/** Finds the types that lead to a merging list; a type defined elsewhere counts as one. */
function usefulTypes(types: ReadonlyMap<string, SchemaNode>): (name: string) => boolean {
  const found = new Set<string>();
  const isUseful = (name: string) => found.has(name) || !types.has(name);
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const [name, node] of types) if (prune(node, isUseful) !== undefined) found.add(name);
  }
  return isUseful;
}

function prune(node: SchemaNode | undefined, isUseful: (name: string) => boolean): SchemaNode | undefined {
  if (node === undefined) return undefined;
  if (node.ref !== undefined) return isUseful(node.ref) ? node : undefined;
  const fields = Object.entries(node.fields ?? {}).flatMap(([name, field]) => {
    const kept = prune(field, isUseful);
    return kept === undefined ? [] : [[name, kept] as const];
  });
  const rest = prune(node.rest, isUseful);
  // The elements of a list that is replaced as a whole are never merged.
  const items = node.keys && prune(node.items, isUseful);
  if (fields.length === 0 && !rest && !node.keys) return undefined;
  return {
    ...(fields.length > 0 && { fields: Object.fromEntries(fields) }),
    ...(rest && { rest }),
    ...(items && { items }),
    ...(node.keys && { keys: node.keys }),
  };
}
