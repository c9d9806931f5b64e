import fleetSchema from '../../../schemas/fleet.schema.json' with { type: 'json' };
import { withoutVariable } from '../../load/variable-pattern.ts';

/** A part of a JSON Schema, as far as a reference shows it. */
export interface SchemaNode {
  $ref?: string;
  description?: string;
  default?: unknown;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  maxProperties?: number;
  required?: string[];
  properties?: Record<string, SchemaNode>;
  additionalProperties?: boolean | SchemaNode;
  items?: SchemaNode;
  anyOf?: SchemaNode[];
  if?: SchemaNode;
  then?: SchemaNode;
  else?: SchemaNode;
}

/** What a place of fleet.yaml takes, all ways to write it put together. */
export interface Shape {
  description: string;
  default?: unknown;
  types: string[];
  allowed: unknown[];
  pattern?: string;
  bounds: string[];
  required: readonly string[];
  properties: Readonly<Record<string, SchemaNode>>;
  /** What the values of a mapping with free keys are. */
  entries?: SchemaNode;
  items?: SchemaNode;
  /** The definition that the place refers to, such as NodePoolSpec. */
  definition?: string;
}

export const FLEET_SCHEMA = fleetSchema as unknown as SchemaNode & { $defs: Record<string, SchemaNode> };

/** Everything that a node of the schema and its references declare. */
export function shapeOf(node: SchemaNode): Shape {
  const shape: Shape = {
    description: '',
    types: [],
    allowed: [],
    bounds: [],
    required: [],
    properties: {},
  };
  collect(node, shape);
  return shape;
}

function collect(node: SchemaNode, shape: Shape): void {
  if (shape.description === '') shape.description = node.description ?? '';
  if (node.default !== undefined) shape.default ??= node.default;
  const pattern = node.pattern === undefined ? undefined : withoutVariable(node.pattern);
  const variableOnly = node.pattern !== undefined && pattern === undefined;
  for (const type of typesOf(node))
    if (type !== 'null' && !(variableOnly && type === 'string') && !shape.types.includes(type))
      shape.types.push(type);
  for (const value of node.enum ?? (node.const === undefined ? [] : [node.const]))
    if (!shape.allowed.includes(value)) shape.allowed.push(value);
  if (pattern !== undefined) shape.pattern ??= pattern;
  shape.bounds.push(...boundsOf(node));
  shape.required = [...shape.required, ...(node.required ?? [])];
  shape.properties = { ...node.properties, ...shape.properties };
  if (typeof node.additionalProperties === 'object') shape.entries ??= node.additionalProperties;
  if (node.items !== undefined) shape.items ??= node.items;
  if (node.$ref !== undefined) {
    shape.definition ??= node.$ref.replace('#/$defs/', '');
    collect(FLEET_SCHEMA.$defs[shape.definition] ?? {}, shape);
  }
  for (const other of [...(node.anyOf ?? []), node.then, node.else]) if (other) collect(other, shape);
}

function typesOf({ type, enum: allowed, const: only }: SchemaNode): string[] {
  if (type !== undefined) return [type].flat();
  return [
    ...new Set([...(allowed ?? []), ...(only === undefined ? [] : [only])].map((value) => typeof value)),
  ];
}

function boundsOf(node: SchemaNode): string[] {
  const { minimum, maximum, minItems, maxItems, minLength, maxLength, maxProperties } = node;
  return [
    ...(minimum === undefined ? [] : [`at least ${minimum}`]),
    ...(maximum === undefined ? [] : [`at most ${maximum}`]),
    ...(minItems === undefined ? [] : [`at least ${minItems} entries`]),
    ...(maxItems === undefined ? [] : [`at most ${maxItems} entries`]),
    ...(minLength === undefined || minLength === 1 ? [] : [`at least ${minLength} characters`]),
    ...(maxLength === undefined ? [] : [`at most ${maxLength} characters`]),
    ...(maxProperties === undefined ? [] : [`at most ${maxProperties} entries`]),
  ];
}

const TYPE_NAMES: Record<string, string> = { object: 'mapping', array: 'list' };

/** The type in words: `list of mappings`, `string or integer`. */
export function typeText(shape: Shape): string {
  const names = shape.types.map((type) => TYPE_NAMES[type] ?? type);
  const text = names.map((name) => {
    if (name === 'list' && shape.items) return `list of ${plural(typeText(shapeOf(shape.items)))}`;
    if (name === 'mapping' && shape.entries && Object.keys(shape.properties).length === 0)
      return `mapping of ${plural(typeText(shapeOf(shape.entries)))}`;
    return name;
  });
  return text.join(' or ') || 'any value';
}

function plural(type: string): string {
  if (type === 'any value') return 'any values';
  return type
    .split(' or ')
    .map((one) => one.replace(/^\w+/, '$&s'))
    .join(' or ');
}
