import type { ValueObject } from '@kustomize-ts/core';
import { objectAt, stringAt } from './fields.ts';

/** The namespace of an object, `default` where it names none. */
export function namespaceOf(object: ValueObject): string {
  return stringAt(objectAt(object, 'metadata'), 'namespace') ?? 'default';
}

export function labelsOf(object: ValueObject): ValueObject {
  return objectAt(objectAt(object, 'metadata'), 'labels');
}

export function annotationsOf(object: ValueObject): ValueObject {
  return objectAt(objectAt(object, 'metadata'), 'annotations');
}
