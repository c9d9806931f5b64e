import type { Value, ValueObject } from '../value.ts';

/** The value of a key, `undefined` when the object has no such key of its own. */
export function getField(object: ValueObject, key: string): Value | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Writes a key in place, `__proto__` like any other; only for objects that nothing else refers to yet. */
export function setField(object: ValueObject, key: string, value: Value): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    object[key] = value;
  }
}

/** The object with one key changed; the same object when the key already has that very value. */
export function withField(object: ValueObject, key: string, value: Value): ValueObject {
  if (getField(object, key) === value) return object;
  return { ...object, [key]: value };
}

/** The object without a key; the same object when it has no such key. */
export function withoutField(object: ValueObject, key: string): ValueObject {
  if (!Object.hasOwn(object, key)) return object;
  const copy = { ...object };
  delete copy[key];
  return copy;
}

/** True for null, `{}` and `[]`, which kyaml treats as absent in many places (`IsYNodeNilOrEmpty`). */
export function isEmpty(value: Value | undefined): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value !== 'object') return false;
  if (Array.isArray(value)) return value.length === 0;
  for (const _ in value) return false;
  return true;
}
