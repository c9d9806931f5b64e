import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';

/** The mapping under a key, or an empty one. */
export function objectAt(object: ValueObject, key: string): ValueObject {
  const value = own(object, key);
  return isObject(value) ? value : empty;
}

/** The list under a key, or an empty one. */
export function listAt(object: ValueObject, key: string): readonly Value[] {
  const value = own(object, key);
  return Array.isArray(value) ? value : none;
}

/** The mappings of the list under a key, each with its place in it. */
export function objectsAt(object: ValueObject, key: string): (readonly [number, ValueObject])[] {
  const out: (readonly [number, ValueObject])[] = [];
  listAt(object, key).forEach((value, index) => {
    if (isObject(value)) out.push([index, value]);
  });
  return out;
}

/** The string under a key, or none. */
export function stringAt(object: ValueObject, key: string): string | undefined {
  const value = own(object, key);
  return typeof value === 'string' ? value : undefined;
}

/** The strings of the list under a key. */
export function stringsAt(object: ValueObject, key: string): string[] {
  return listAt(object, key).filter((value) => typeof value === 'string');
}

/** The value under a key that the object itself has. */
export function own(object: ValueObject, key: string): Value | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

const empty: ValueObject = {};
const none: readonly Value[] = [];
