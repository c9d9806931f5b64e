import type { SchemaNode } from '../../node.ts';
import type { Value } from '../../value.ts';
import { escapeName } from '../escape.ts';
import type { Operand } from './call.ts';

/**
 * A part of a value that a rule looks at, and what of it has to be small for a bound to hold: its own size, or the
 * keys of a map.
 */
export interface Place {
  limited: boolean;
  keysLimited: boolean;
  readonly fields: Map<string, Place>;
  element: Place | undefined;
}

export function newPlace(): Place {
  return { limited: false, keysLimited: false, fields: new Map(), element: undefined };
}

/** True when all that has to be small in a value is no larger than `limit`, in characters or entries. */
export function isWithin(place: Place, value: Value | undefined, limit: number): boolean {
  if (typeof value === 'string') return !place.limited || value.length <= limit;
  if (typeof value !== 'object' || value === null) return true;
  const { element, fields } = place;
  if (Array.isArray(value)) {
    if (place.limited && value.length > limit) return false;
    return element === undefined || value.every((item) => isWithin(element, item, limit));
  }
  for (const [name, field] of fields) if (!isWithin(field, value[name], limit)) return false;
  if (!place.limited && !place.keysLimited && element === undefined) return true;
  const keys = Object.keys(value);
  if (place.limited && keys.length > limit) return false;
  if (place.keysLimited && keys.some((key) => key.length > limit)) return false;
  return element === undefined || keys.every((key) => isWithin(element, value[key], limit));
}

/** Deeper than any schema with rules: what is nested deeper is not taken for small. */
const deepest = 64;

/** True when nothing in a value, keys included, is larger than `limit`, in characters or entries. */
export function isSmall(value: Value | undefined, limit: number, depth = 0): boolean {
  if (typeof value === 'string') return value.length <= limit;
  if (typeof value !== 'object' || value === null) return true;
  if (depth > deepest) return false;
  if (Array.isArray(value)) {
    if (value.length > limit) return false;
    for (const item of value) if (!isSmall(item, limit, depth + 1)) return false;
    return true;
  }
  let count = 0;
  for (const key in value) {
    count += 1;
    if (count > limit || key.length > limit || !isSmall(value[key], limit, depth + 1)) return false;
  }
  return true;
}

/** What is known of the values that an expression may have, from the schema alone. */
export interface Extent extends Operand {
  /** True when its size does not hang on what has to be small. */
  readonly known: boolean;
  field(name: string): Extent;
  /** An item of a list or a value of a map. */
  element(): Extent;
  /** What a macro goes over: the items of a list or the keys of a map. */
  member(): Extent;
}

/** A value of which nothing is known. */
export const anything: Extent = {
  kind: 'any',
  known: false,
  size: () => Number.POSITIVE_INFINITY,
  traversal: () => Number.POSITIVE_INFINITY,
  field: () => anything,
  element: () => anything,
  member: () => anything,
};

/** A value with a size, `parts` what it holds. */
export function sized(kind: Operand['kind'], size: number, parts: Extent = anything): Extent {
  const traversal = kind === 'list' ? () => size * parts.traversal() : () => size;
  const inner = () => parts;
  return { ...anything, kind, known: true, size: () => size, traversal, element: inner, member: inner };
}

/** What a schema says of values at a place; sizes that it leaves above `limit` are limited there. */
export function extentOf(node: SchemaNode, place: Place, limit: number): Extent {
  const { kind, most } = shapeOf(node);
  const known = most <= limit;
  const size = () => {
    if (!known) place.limited = true;
    return Math.min(most, limit);
  };
  const inner = (child: SchemaNode | undefined): Extent => {
    place.element ??= newPlace();
    return child === undefined ? anything : extentOf(child, place.element, limit);
  };
  const element = () => inner(kind === 'list' ? node.items : mapValues(node));
  return {
    kind,
    known,
    size,
    traversal: () => (kind === 'list' ? size() * element().traversal() : size()),
    field: (name) =>
      fieldOf(node, place, name, limit) ?? (kind === 'map' ? inner(mapValues(node)) : anything),
    element,
    member: () => (kind === 'list' ? element() : keysOf(place, limit)),
  };
}

function fieldOf(node: SchemaNode, place: Place, escaped: string, limit: number): Extent | undefined {
  const name = escaped.includes('__') ? unescaped(node, escaped) : escaped;
  const child = name === undefined ? undefined : node.properties.get(name);
  if (name === undefined || child === undefined) return undefined;
  const field = place.fields.get(name) ?? newPlace();
  place.fields.set(name, field);
  return extentOf(child, field, limit);
}

function unescaped({ properties }: SchemaNode, escaped: string): string | undefined {
  return [...properties.keys()].find((name) => escapeName(name) === escaped);
}

function keysOf(place: Place, limit: number): Extent {
  const size = () => {
    place.keysLimited = true;
    return limit;
  };
  return { ...anything, kind: 'text', size, traversal: size };
}

function mapValues({ additional }: SchemaNode): SchemaNode | undefined {
  return additional === 'any' ? undefined : additional;
}

/** The kind of values, and the largest size that the schema allows; larger ones are errors that keep rules from running. */
function shapeOf({ schema, types, properties, additional }: SchemaNode): {
  kind: Operand['kind'];
  most: number;
} {
  const { maxItems, maxLength, maxProperties, format } = schema;
  const endless = Number.POSITIVE_INFINITY;
  if (types.includes('string')) {
    if (types.length === 1 && (format === 'date' || format === 'date-time')) return { kind: 'one', most: 1 };
    const longest = schema.enum?.reduce((most: number, each) => Math.max(most, String(each).length), 0);
    return { kind: 'text', most: Math.min(maxLength ?? endless, longest ?? endless) };
  }
  if (types[0] === 'array') return { kind: 'list', most: maxItems ?? endless };
  if (types[0] === 'object' && additional !== undefined)
    return { kind: 'map', most: maxProperties ?? endless };
  if (types[0] === 'object') return { kind: 'map', most: properties.size };
  return types.length === 0 ? { kind: 'any', most: endless } : { kind: 'one', most: 1 };
}
