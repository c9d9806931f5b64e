import { compareText } from '../fields/kind-order.ts';
import { getField } from '../fields/object.ts';
import { isObject, type Value } from '../value.ts';

/**
 * The value as Go's `json.Marshal` writes it: keys sorted, `<`, `>`, `&` and the two line separators
 * of Unicode escaped.
 *
 * @param indent spaces for each level; on one line when absent
 */
export function goJson(value: Value, indent?: number): string {
  const text = indent === undefined ? compact(value) : pretty(value, indent, '\n');
  return text.replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function compact(value: Value): string {
  if (Array.isArray(value)) return `[${value.map(compact).join(',')}]`;
  if (!isObject(value)) return scalar(value);
  return `{${sortedKeys(value)
    .map(([key, item]) => `${JSON.stringify(key)}:${compact(item)}`)
    .join(',')}}`;
}

function pretty(value: Value, indent: number, newline: string): string {
  const inner = newline + ' '.repeat(indent);
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    return `[${value.map((item) => inner + pretty(item, indent, inner)).join(',')}${newline}]`;
  }
  if (!isObject(value)) return scalar(value);
  const entries = sortedKeys(value);
  if (entries.length === 0) return '{}';
  return `{${entries.map(([key, item]) => `${inner}${JSON.stringify(key)}: ${pretty(item, indent, inner)}`).join(',')}${newline}}`;
}

function sortedKeys(value: { readonly [key: string]: Value }): [string, Value][] {
  return Object.keys(value)
    .sort(compareText)
    .map((key) => [key, getField(value, key) ?? null]);
}

function scalar(value: Value): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return numberText(value);
  return String(value);
}

/** Go and JavaScript write the same digits and exponents; only negative zero differs. */
function numberText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
