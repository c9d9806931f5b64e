import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import type { CrdSchema, ResourceSchema } from '@poolwright/crd-validator';

type Children = 'properties' | 'additionalProperties' | 'items' | 'allOf' | 'anyOf' | 'oneOf' | 'not';

/**
 * A schema as a list of its distinct parts, each behind its own parts and the whole last: in a part there stand places in the list where a
 * schema has its parts.
 */
export type PackedSchema = readonly PackedPart[];

export interface PackedPart extends Omit<CrdSchema, Children> {
  properties?: Record<string, number>;
  additionalProperties?: boolean | number;
  items?: number;
  allOf?: number[];
  anyOf?: number[];
  oneOf?: number[];
  not?: number;
}

/**
 * The part of a schema that these values reach, with what it may default: it validates them as the whole does, and is made ready in a
 * fraction of the time where the schema is large and the values are not.
 * @param values without them, the whole
 */
export function sliceSchema(packed: PackedSchema, values?: readonly Value[]): ResourceSchema {
  return slice(packed, packed.length - 1, values) as ResourceSchema;
}

function slice(packed: PackedSchema, place: number, values: readonly Value[] | undefined): CrdSchema {
  const { properties, additionalProperties, items, allOf, anyOf, oneOf, not, ...own } = packed[place] ?? {};
  const out: CrdSchema = own;
  const objects = values?.filter(isObject);
  const whole = (at: number): CrdSchema => slice(packed, at, undefined);
  if (properties !== undefined) out.properties = sliceProperties(packed, properties, objects);
  if (typeof additionalProperties === 'boolean') out.additionalProperties = additionalProperties;
  else if (additionalProperties !== undefined)
    out.additionalProperties = slice(
      packed,
      additionalProperties,
      objects?.flatMap((value) => Object.values(value)),
    );
  if (items !== undefined) out.items = slice(packed, items, values?.filter(Array.isArray).flat());
  if (allOf !== undefined) out.allOf = allOf.map(whole);
  if (anyOf !== undefined) out.anyOf = anyOf.map(whole);
  if (oneOf !== undefined) out.oneOf = oneOf.map(whole);
  if (not !== undefined) out.not = whole(not);
  return out;
}

function sliceProperties(
  packed: PackedSchema,
  properties: Readonly<Record<string, number>>,
  objects: readonly ValueObject[] | undefined,
): Record<string, CrdSchema> {
  const out: Record<string, CrdSchema> = {};
  for (const name of Object.keys(properties)) {
    const place = properties[name] ?? 0;
    const having = objects?.filter((value) => Object.hasOwn(value, name));
    if (having?.length !== 0 || packed[place]?.default !== undefined)
      out[name] = slice(
        packed,
        place,
        having?.map((value) => value[name] ?? null),
      );
  }
  return out;
}
