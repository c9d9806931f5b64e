import type { Value, ValueObject } from '../value.ts';
import { getField } from './object.ts';

/**
 * Source text of scalars that a value cannot give back: `a:` and `a: ~` are both null, `1.50` and `1.5`
 * one number. kustomize works on text, so where it copies a scalar into a string the text shows.
 * Kept beside the keys, under a symbol, so that copying the object copies it and nothing else sees it.
 */
const SOURCE = Symbol('source text');

type WithSource = ValueObject & { [SOURCE]?: Map<string, { value: Value; text: string }> };

/** Remembers the text that `object[key]` was written as; call it after the key is set, or before. */
export function recordSourceText(object: ValueObject, key: string, text: string, value: Value): void {
  const target: WithSource = object;
  target[SOURCE] ??= new Map();
  target[SOURCE].set(key, { value, text });
}

/** Text of a scalar at a key as its author wrote it; `''` for lists, mappings and absent keys. */
export function textAt(object: ValueObject, key: string): string {
  const value = getField(object, key);
  const source = (object as WithSource)[SOURCE]?.get(key);
  if (source !== undefined && source.value === value) return source.text;
  return textOf(value);
}

/** Text of a scalar; `''` for lists, mappings and `undefined`. */
export function textOf(value: Value | undefined): string {
  if (typeof value === 'string') return value;
  if (value === undefined || (typeof value === 'object' && value !== null)) return '';
  return String(value);
}

/** True for `key:` with nothing after it, which a strategic merge drops where it keeps `key: null`. */
export function isBlankNull(object: ValueObject, key: string): boolean {
  return getField(object, key) === null && textAt(object, key) === '';
}

/** The value with all remembered text forgotten, shared where there was none. */
export function withoutSourceText(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map(withoutSourceText);
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  let changed = (value as WithSource)[SOURCE] !== undefined;
  const entries = Object.entries(value).map(([key, item]): [string, Value] => {
    const clean = withoutSourceText(item);
    changed ||= clean !== item;
    return [key, clean];
  });
  return changed ? Object.fromEntries(entries) : value;
}
