import { isObject } from '@kustomize-ts/core';
import { createValidator, type Validator } from '@poolwright/crd-validator';
import type { DeliveryValidator } from '../check/delivery/objects.ts';
import { deliverySchemas } from '../check/delivery/schemas.generated.ts';
import { type PackedSchema, sliceSchema } from '../check/delivery/slice-schema.ts';

/** Validators for Flux Kustomizations and sources, and for Argo CD ApplicationSets; a schema is read when the first object of its kind comes. */
export function createDeliveryValidator(): DeliveryValidator {
  const schemas = new Map<string, PackedSchema>();
  const validators = new Map<string, Validator>();
  return (object) => {
    if (!isObject(object)) return undefined;
    const kind = String(object.kind);
    const text = Object.hasOwn(deliverySchemas, kind) ? deliverySchemas[kind] : undefined;
    if (text === undefined) return undefined;
    const schema = schemas.get(kind) ?? (JSON.parse(text) as PackedSchema);
    schemas.set(kind, schema);
    // Of the seven thousand nodes of Argo CD's schema an object of ours reaches some thirty.
    const slice = sliceSchema(schema, [object]);
    const shape = JSON.stringify(slice);
    const validator = validators.get(shape) ?? createValidator([slice]);
    validators.set(shape, validator);
    return validator;
  };
}
