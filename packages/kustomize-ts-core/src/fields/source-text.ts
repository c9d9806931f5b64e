import type { Value, ValueObject } from '../value.ts';
import { isPlainString, resolveKustomize } from '../yaml/scalar.ts';
import { analyze } from '../yaml/style.ts';
import { getField, setField, withField } from './object.ts';

/**
 * Source text of scalars that a value cannot give back: `a:` and `a: ~` are both null, `1.50` and `1.5`
 *  one number, `a: "b"` and `a: b` one text. kustomize works on text and styles, and where it puts one
 * scalar in the place of another they show.
 * Kept beside the keys, under a symbol, so that copying the object copies it and nothing else sees it.
 */
const SOURCE = Symbol('source text');

interface Source {
  /** The value this was said of: once the key has another, it counts no more. */
  readonly value: Value | undefined;
  readonly text: string;
  readonly isQuoted: boolean;
}

type WithSource = ValueObject & { [SOURCE]?: Map<string, Source> };

/** Remembers how `object[key]` was written; only for objects nobody else has seen yet. */
export function recordSourceText(object: ValueObject, key: string, text: string, isQuoted: boolean): void {
  const target: WithSource = object;
  target[SOURCE] ??= new Map();
  target[SOURCE].set(key, { value: getField(object, key), text, isQuoted });
}

/**
 * Sets a key, in a fresh copy of `target`, to the scalar that `source` has there. Quotes of the target stay
 * and make text of whatever comes into them; a new key brings its own.
 */
export function setScalarFrom(
  copy: ValueObject,
  target: ValueObject,
  source: ValueObject,
  key: string,
): void {
  const text = textAt(source, key);
  const isNew = !Object.hasOwn(target, key);
  const isQuoted = isNew ? isQuotedAt(source, key) || isAmbiguous(source, key) : isQuotedAt(target, key);
  const value = isQuoted && !isNew ? text : (getField(source, key) ?? null);
  setField(copy, key, value);
  note(copy, key, { value, text, isQuoted });
}

/** Puts quotes, in a fresh copy of an object, around a text that YAML 1.1 would read as something else. */
export function quoteAmbiguous(copy: ValueObject, key: string): void {
  const text = textAt(copy, key);
  note(copy, key, { value: text, text, isQuoted: true });
}

/** True for `yes` and the like without quotes, to which kyaml gives quotes when it sets a field. */
export function isAmbiguous(object: ValueObject, key: string): boolean {
  const value = getField(object, key);
  return (
    typeof value === 'string' &&
    !isPlainString(value) &&
    textAt(object, key) === value &&
    !isQuotedAt(object, key)
  );
}

/** The object with a scalar at a key, its text cached; quotes that stand there stay. */
export function withScalarText(object: ValueObject, key: string, value: Value, text: string): ValueObject {
  const isQuoted = isQuotedAt(object, key);
  const changed = withField(object, key, value);
  if (changed !== object) note(changed, key, { value, text, isQuoted });
  return changed;
}

function note(copy: ValueObject, key: string, source: Source): void {
  const { value = null, text, isQuoted } = source;
  if (text === String(value) && isQuoted === needsQuotes(value)) return;
  const noted: WithSource = copy;
  noted[SOURCE] = new Map(noted[SOURCE]).set(key, source);
}

/** Whether a text stands in quotes: so it was written, or it would not be read as text without. */
export function isQuotedAt(object: ValueObject, key: string): boolean {
  const value = getField(object, key);
  if (typeof value !== 'string') return false;
  const source = (object as WithSource)[SOURCE]?.get(key);
  if (source !== undefined && source.value === value) return source.isQuoted;
  return needsQuotes(value);
}

function needsQuotes(value: Value): boolean {
  return typeof value === 'string' && (resolveKustomize(value) !== value || !analyze(value).plain);
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

/** The value with all cached text forgotten, shared where there was none. */
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
