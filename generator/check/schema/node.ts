import type { Value } from '@kustomize-ts/core';
import type { CrdSchema, ValidationRule } from './crd-schema.ts';
import { Memo } from './memo.ts';

/** A schema made ready to walk an object with, each node with a memory of what it made of subtrees. */
export interface SchemaNode {
  readonly schema: CrdSchema;
  /** Allowed types: one, or integer and string, or none when anything goes. */
  readonly types: readonly string[];
  readonly nullable: boolean;
  readonly preserve: boolean;
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
  readonly rules: readonly ValidationRule[];
  /** True when a rule stands here or below. */
  readonly ruled: boolean;
  readonly memo: Memo;
}

/** Builds the tree of nodes of a schema; `root` marks a whole object, whose type and metadata others check. */
export function schemaNode(schema: CrdSchema, root = false): SchemaNode {
  const { additionalProperties: additional } = schema;
  const properties = new Map(
    Object.entries(schema.properties ?? {}).map(([name, property]) => [name, schemaNode(property)]),
  );
  const items = schema.items && schemaNode(schema.items);
  const values = typeof additional === 'object' ? schemaNode(additional) : undefined;
  const rules = schema['x-kubernetes-validations'] ?? [];
  const children = [...properties.values(), items, values];
  return {
    schema,
    types: typesOf(schema),
    nullable: schema.nullable === true,
    preserve: schema['x-kubernetes-preserve-unknown-fields'] === true,
    embedded: root || schema['x-kubernetes-embedded-resource'] === true,
    properties,
    defaulted: [...properties].filter(([, node]) => hasDefault(node)),
    additional: values ?? (additional === true ? 'any' : undefined),
    items,
    allOf: (schema.allOf ?? []).map((part) => schemaNode(part)),
    anyOf: (schema.anyOf ?? []).map((part) => schemaNode(part)),
    oneOf: (schema.oneOf ?? []).map((part) => schemaNode(part)),
    not: schema.not && schemaNode(schema.not),
    rules,
    ruled: rules.length > 0 || children.some((child) => child?.ruled === true),
    memo: new Memo(),
  };
}

/** The node for a field of a mapping: a property, else a map's value; undefined when the schema knows none. */
export function childNode(node: SchemaNode, key: string): SchemaNode | 'any' | undefined {
  return node.properties.get(key) ?? node.additional;
}

export function hasDefault(node: SchemaNode): boolean {
  return defaultOf(node) !== null;
}

/** The default value, null when there is none: the server does not tell the two apart either. */
export function defaultOf(node: SchemaNode): Value {
  return node.schema.default ?? null;
}

// apiextensions-apiserver, pkg/apiserver/validation/validation.go, ConvertJSONSchemaPropsWithPostProcess
function typesOf(schema: CrdSchema): string[] {
  if (schema['x-kubernetes-int-or-string'] === true) return ['integer', 'string'];
  return schema.type === undefined ? [] : [schema.type];
}
