import type { Value, ValueObject } from '../value.ts';
import { YamlError } from './error.ts';
import { passKey, passString } from './json-passage.ts';
import { MAX_EMIT_DEPTH } from './limits.ts';
import { formatFloat } from './number.ts';
import { compareKeys } from './order.ts';
import { unsupportedValue } from './problems.ts';
import { chooseStyle, isMultiline } from './style.ts';
import { Writer } from './writer.ts';

/** Bytes of UTF-8 above which a key is written after `? `. */
const LONGEST_SIMPLE_KEY = 128;

/**
 * Prints one document byte for byte as kustomize does: JSON read by go-yaml v2 and printed by its
 * emitter, keys sorted, indent 2, sequences not indented under their key, width 80.
 *
 * @returns text with a final line break and without `---`
 * @throws YamlError for what kustomize fails to print too: NaN and infinities, control characters
 *   above U+007E, keys of over 1,000 characters; and for nesting beyond 1,000 levels
 */
export function emit(value: Value): string {
  const writer = new Writer();
  if (!isBlock(value)) scalar(writer, value, 0);
  else if (Array.isArray(value)) sequence(writer, value, 0, 0, true);
  else mapping(writer, value, 0, 0, true);
  return writer.finish();
}

/** Prints documents with `---` between them, as {@link emit} prints each. */
export function emitDocuments(values: Value[]): string {
  return values.map(emit).join('---\n');
}

/** A collection that is not printed as `{}` or `[]`. */
function isBlock(value: Value): value is Value[] | ValueObject {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.length > 0;
  for (const key in value) if (Object.hasOwn(value, key)) return true;
  return false;
}

/** @param inline whether the first entry continues the current line */
function sequence(writer: Writer, items: Value[], indent: number, depth: number, inline: boolean): void {
  checkDepth(depth);
  for (let index = 0; index < items.length; index++) {
    if (index > 0 || !inline) writer.startLine(indent);
    writer.write('-');
    inlineValue(writer, items[index] as Value, indent, depth);
  }
}

function mapping(writer: Writer, object: ValueObject, indent: number, depth: number, inline: boolean): void {
  checkDepth(depth);
  const keys = Object.keys(object);
  if (keys.length > 1) keys.sort(compareKeys);
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index] as string;
    if (index > 0 || !inline) writer.startLine(indent);
    const text = passKey(key);
    const value = object[key] as Value;
    if (isSimpleKey(text)) {
      string(writer, text, indent + 2, true);
      writer.write(':');
      simpleValue(writer, value, indent, depth);
    } else {
      writer.write('? ');
      string(writer, text, indent + 2, false);
      writer.startLine(indent);
      writer.write(':');
      inlineValue(writer, value, indent, depth);
    }
  }
}

/** A value after `key:`; a sequence there has the column of the key. */
function simpleValue(writer: Writer, value: Value, indent: number, depth: number): void {
  if (!isBlock(value)) {
    writer.write(' ');
    scalar(writer, value, indent + 2);
  } else if (Array.isArray(value)) sequence(writer, value, indent, depth + 1, false);
  else mapping(writer, value, indent + 2, depth + 1, false);
}

/** A value after `-` or the `:` of a long key; a collection starts on the same line. */
function inlineValue(writer: Writer, value: Value, indent: number, depth: number): void {
  writer.write(' ');
  if (!isBlock(value)) scalar(writer, value, indent + 2);
  else if (Array.isArray(value)) sequence(writer, value, indent + 2, depth + 1, true);
  else mapping(writer, value, indent + 2, depth + 1, true);
}

function checkDepth(depth: number): void {
  if (depth > MAX_EMIT_DEPTH)
    throw new YamlError(`exceeded max depth of ${MAX_EMIT_DEPTH}`, { line: 0, column: 0 });
}

function scalar(writer: Writer, value: Value, indent: number): void {
  if (typeof value === 'string') string(writer, passString(value), Math.max(indent, 2), false);
  else if (typeof value === 'number') writer.write(formatNumber(value));
  else if (typeof value === 'object' && value !== null) writer.write(Array.isArray(value) ? '[]' : '{}');
  else writer.write(String(value));
}

function string(writer: Writer, text: string, indent: number, isKey: boolean): void {
  switch (chooseStyle(text, isKey)) {
    case 'plain':
      writer.plain(text, indent, !isKey);
      break;
    case 'single quoted':
      writer.singleQuoted(text, indent, !isKey);
      break;
    case 'double quoted':
      writer.doubleQuoted(text, indent, !isKey);
      break;
    case 'literal':
      writer.literal(text, indent);
      break;
  }
}

function isSimpleKey(key: string): boolean {
  if (key.length > LONGEST_SIMPLE_KEY || isMultiline(key)) return false;
  return key.length * 3 <= LONGEST_SIMPLE_KEY || new TextEncoder().encode(key).length <= LONGEST_SIMPLE_KEY;
}

/** A float that JSON prints as an integer of 64 bits is read as that integer. */
function formatNumber(value: number): string {
  if (Number.isSafeInteger(value)) return String(value);
  if (!Number.isFinite(value)) throw unsupportedValue(value, { line: 0, column: 0 });
  if (Number.isInteger(value) && value > -(2 ** 63) && value < 2 ** 64) {
    const digits = String(value);
    if (BigInt(digits) >= -(2n ** 63n) && BigInt(digits) < 2n ** 64n) return digits;
  }
  return formatFloat(value);
}
