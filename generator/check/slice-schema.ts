import { isObject, type Value } from '@kustomize-ts/core';
import type { CrdSchema } from './schema/crd-schema.ts';

/**
 * The part of a schema that these values reach, with what it may default: it judges them as the whole does, and is made ready in a
 * fraction of the time where the schema is large and the values are not.
 */
export function sliceSchema<T extends CrdSchema>(schema: T, values: readonly Value[]): T {
  const { properties, additionalProperties, items } = schema;
  const out = { ...schema };
  const objects = values.filter(isObject);
  if (properties !== undefined) {
    const names = new Set(objects.flatMap((value) => Object.keys(value)));
    out.properties = Object.fromEntries(
      Object.entries(properties).flatMap(([name, property]) =>
        names.has(name) || property.default !== undefined
          ? [[name, sliceSchema(property, childrenOf(objects, name))]]
          : [],
      ),
    );
  }
  if (typeof additionalProperties === 'object')
    out.additionalProperties = sliceSchema(
      additionalProperties,
      objects.flatMap((value) => Object.values(value)),
    );
  if (items !== undefined) out.items = sliceSchema(items, values.filter(Array.isArray).flat());
  return out;
}

function childrenOf(objects: readonly { readonly [key: string]: Value }[], name: string): Value[] {
  return objects.flatMap((value) => (Object.hasOwn(value, name) ? [value[name] ?? null] : []));
}
