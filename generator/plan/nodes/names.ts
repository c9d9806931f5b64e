import type { ValueObject } from '@kustomize-ts/core';
import { objectAt, stringAt } from '../../instances/objects/fields.ts';

/** In the form `namespace/name`. */
export function nameOf(object: ValueObject): string {
  return `${namespaceOf(object)}/${stringAt(objectAt(object, 'metadata'), 'name') ?? ''}`;
}

export function namespaceOf(object: ValueObject): string {
  return stringAt(objectAt(object, 'metadata'), 'namespace') ?? '';
}
