import type { CrdSchema, ValidationRule } from './crd-schema.ts';
import type { Part } from './finding.ts';
import type { Value } from './value.ts';

/** A schema made ready to walk an object with: plain data. What is compiled or cached of a node is kept beside it. */
export interface SchemaNode {
  readonly schema: CrdSchema;
  /** Allowed types: one, or integer and string, or none when anything goes. */
  readonly types: readonly string[];
  readonly nullable: boolean;
  readonly preserve: boolean;
  /** True for an object within the object, which has a type and metadata of its own. */
  readonly resource: boolean;
  /** True when there are such objects here or below. */
  readonly holdsResources: boolean;
  /** True for these and for the whole object: the schema does not decide on type and metadata. */
  readonly embedded: boolean;
  readonly properties: ReadonlyMap<string, SchemaNode>;
  /** Children that a default may add. */
  readonly defaulted: readonly (readonly [string, SchemaNode])[];
  /** Schema of a map's values; `any` when the schema is just `true`. */
  readonly additional: SchemaNode | 'any' | undefined;
  readonly items: SchemaNode | undefined;
  readonly allOf: readonly SchemaNode[];
  readonly anyOf: readonly SchemaNode[];
  readonly oneOf: readonly SchemaNode[];
  readonly not: SchemaNode | undefined;
  /** True when there is any of those four. */
  readonly joins: boolean;
  readonly rules: readonly ValidationRule[];
  /** True when there is a rule here or below. */
  readonly ruled: boolean;
  /** The properties of which that is true. */
  readonly ruledProperties: readonly (readonly [string, SchemaNode])[];
  /** True when the server can pair every part of a value with its old one, so that the same value is unchanged. */
  readonly pairable: boolean;
  /** The number of nodes here and below. */
  readonly size: number;
  /** True where caching what was made of subtrees is cheaper than doing it again. */
  readonly caches: boolean;
}

/** The node for a field of a mapping: a property, else a map's value; undefined when the schema knows none. */
export function childNode(node: SchemaNode, key: string): SchemaNode | 'any' | undefined {
  return node.properties.get(key) ?? node.additional;
}

/** The step from a mapping to that field: a property, or a map's key. */
export function partOf(node: SchemaNode, key: string): Part {
  return node.properties.has(key) ? key : { key };
}

export function hasDefault(node: SchemaNode): boolean {
  return defaultOf(node) !== null;
}

/** The default value, null when it is missing: the server does not distinguish the two either. */
export function defaultOf(node: SchemaNode): Value {
  return node.schema.default ?? null;
}
