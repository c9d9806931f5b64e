import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import type { CrdSchema } from '@poolwright/crd-validator';
import type { Crd } from '../check/crd/crds.ts';
import { equal } from '../load/merge.ts';

/** The object without the defaults that the API server has filled in, as far as it fills in the same again. */
export function withoutDefaults(object: ValueObject, { schema, validator }: Crd): ValueObject {
  const spec = schema.properties?.spec;
  if (spec === undefined) return object;
  const bare: ValueObject = { ...object, spec: stripped(object.spec ?? {}, spec) };
  const stored = (one: ValueObject): Value => validator.validate(one).stored ?? one;
  return equal(stored(bare), stored(object)) ? bare : object;
}

function stripped(value: Value, schema: CrdSchema): Value {
  const { items } = schema;
  if (Array.isArray(value) && items) return value.map((item) => stripped(item, items));
  if (!isObject(value)) return value;
  const kept: ValueObject = {};
  for (const [key, item] of Object.entries(value)) {
    const field = schema.properties?.[key];
    const bare = field ? stripped(item, field) : item;
    if (field?.default !== undefined && (equal(item, field.default) || isDefault(bare, field))) continue;
    kept[key] = bare;
  }
  return kept;
}

/** Whether what is left of a value is what its default is without the defaults of its own fields. */
function isDefault(bare: Value, field: CrdSchema): boolean {
  return field.default !== undefined && isObject(bare) && equal(bare, stripped(field.default, field));
}
