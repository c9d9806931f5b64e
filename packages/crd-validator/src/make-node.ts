import type { CrdSchema, ValidationRule } from './crd-schema.ts';
import { hasDefault, type SchemaNode } from './node.ts';

/** Where a node is: the whole object, a field of a mapping, an item of a list or a value of a map. */
type Place = 'root' | 'field' | 'element';

/** Builds the tree of nodes of a schema. */
export function schemaNode(schema: CrdSchema, place: Place = 'root'): SchemaNode {
  const { additionalProperties: additional, items } = schema;
  const properties = new Map<string, SchemaNode>();
  for (const name of Object.keys(schema.properties ?? {})) {
    const property = schema.properties?.[name];
    if (property !== undefined) properties.set(name, schemaNode(property, 'field'));
  }
  return withChildren(
    schema,
    place,
    properties,
    items && schemaNode(items, 'element'),
    typeof additional === 'object' ? schemaNode(additional, 'element') : undefined,
  );
}

function withChildren(
  schema: CrdSchema,
  place: Place,
  properties: ReadonlyMap<string, SchemaNode>,
  items: SchemaNode | undefined,
  values: SchemaNode | undefined,
): SchemaNode {
  const rules = schema['x-kubernetes-validations'] ?? noRules;
  const resource = schema['x-kubernetes-embedded-resource'] === true;
  const below = totalOf(properties, items, values);
  const size = below.size + 1;
  return {
    schema,
    types: typesOf(schema),
    nullable: schema.nullable === true,
    preserve: schema['x-kubernetes-preserve-unknown-fields'] === true,
    resource,
    holdsResources: resource || below.holdsResources,
    embedded: place === 'root' || resource,
    properties,
    defaulted: below.defaulted,
    additional: values ?? (schema.additionalProperties === true ? 'any' : undefined),
    items,
    allOf: elements(schema.allOf),
    anyOf: elements(schema.anyOf),
    oneOf: elements(schema.oneOf),
    not: schema.not && schemaNode(schema.not, 'element'),
    joins: (schema.anyOf ?? schema.oneOf ?? schema.allOf ?? schema.not) !== undefined,
    rules,
    ruled: rules.length > 0 || below.ruled,
    ruledProperties: below.ruledProperties,
    pairable: isPairable(schema) && below.pairable,
    size,
    caches: place === 'field' && size >= worthCaching,
  };
}

const noRules: readonly ValidationRule[] = [];
const noNodes: readonly SchemaNode[] = [];

function elements(parts: readonly CrdSchema[] | undefined): readonly SchemaNode[] {
  return parts === undefined ? noNodes : parts.map((part) => schemaNode(part, 'element'));
}

/** What is true of all children together. */
interface Total {
  size: number;
  ruled: boolean;
  holdsResources: boolean;
  pairable: boolean;
  defaulted: [string, SchemaNode][];
  ruledProperties: [string, SchemaNode][];
}

function totalOf(
  properties: ReadonlyMap<string, SchemaNode>,
  items: SchemaNode | undefined,
  values: SchemaNode | undefined,
): Total {
  const total: Total = {
    size: 0,
    ruled: false,
    holdsResources: false,
    pairable: true,
    defaulted: [],
    ruledProperties: [],
  };
  for (const [name, child] of properties) {
    addTo(total, child);
    if (hasDefault(child)) total.defaulted.push([name, child]);
    if (child.ruled) total.ruledProperties.push([name, child]);
  }
  if (items !== undefined) addTo(total, items);
  if (values !== undefined) addTo(total, values);
  return total;
}

function addTo(total: Total, { size, ruled, holdsResources, pairable }: SchemaNode): void {
  total.size += size;
  total.ruled ||= ruled;
  total.holdsResources ||= holdsResources;
  total.pairable &&= pairable;
}

function isPairable(schema: CrdSchema): boolean {
  const open =
    schema['x-kubernetes-preserve-unknown-fields'] === true || schema.additionalProperties === true;
  return !open && schema['x-kubernetes-list-type'] !== 'map';
}

/**
 * Clusters share the fields that no variable touches. A list's items and a map's values come with the list or the
 * map, a whole object is never shared, and what has fewer nodes than this is checked faster than cached.
 */
const worthCaching = 30;

// apiextensions-apiserver, pkg/apiserver/validation/validation.go, ConvertJSONSchemaPropsWithPostProcess
function typesOf(schema: CrdSchema): string[] {
  if (schema['x-kubernetes-int-or-string'] === true) return ['integer', 'string'];
  return schema.type === undefined ? [] : [schema.type];
}
