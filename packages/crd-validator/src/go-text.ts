import type { Value } from './value.ts';

/** The letters that Go and CEL escape by a name of their own. */
export const namedEscapes: Readonly<Record<string, string>> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '"': '\\"',
  '\\': '\\\\',
};

/** A string as Go's `%q` prints it (strconv.Quote). */
export function goQuote(text: string): string {
  // The other expression takes long to compile, and mostly there is nothing to escape.
  if (/^[ !#-[\]-~]*$/.test(text)) return `"${text}"`;
  return `"${text.replace(/["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, escapeRune)}"`;
}

function escapeRune(rune: string): string {
  const name = namedEscapes[rune];
  if (name !== undefined) return name;
  const point = rune.codePointAt(0) ?? 0;
  if (point < 0x80) return `\\x${hex(point, 2)}`;
  return point < 0x10000 ? `\\u${hex(point, 4)}` : `\\U${hex(point, 8)}`;
}

function hex(point: number, width: number): string {
  return point.toString(16).padStart(width, '0');
}

/** How many characters a string has, not code units (utf8.RuneCountInString). */
export function runeCount(text: string): number {
  let count = text.length;
  for (let at = 1; at < text.length; at += 1) {
    if (isUnitOf(text, at, 0xdc00) && isUnitOf(text, at - 1, 0xd800)) count -= 1;
  }
  return count;
}

function isUnitOf(text: string, at: number, surrogates: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === surrogates;
}

/** A number as Go's `%v` prints it: an int64 in full, a float64 with an exponent from 1e6 and below 1e-4. */
export function goNumber(value: number | bigint): string {
  const float = floatOf(value);
  if (float === undefined) return String(value);
  const magnitude = Math.abs(float);
  if (magnitude >= 1e-4 && magnitude < 1e6) return String(float);
  return float.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
}

/** The float64 that Go's JSON reader makes of a number, or undefined where it makes an int64. */
export function floatOf(value: number | bigint): number | undefined {
  return isInt64(value) ? undefined : Number(value);
}

function isInt64(value: number | bigint): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value);
  return BigInt.asIntN(64, value) === value;
}

/** A bad value as a field error shows it (field.Error.ErrorBody): strings quoted, the rest as JSON. */
export function goValue(value: Value): string {
  if (typeof value === 'string') return goQuote(value);
  if (typeof value === 'number' || typeof value === 'bigint') return goNumber(value);
  return goJson(value);
}

/** How deep written values go. */
const maxDepth = 100;

/** JSON as Go writes it: keys in order, and fit for HTML; what nests absurdly deep is cut off. */
export function goJson(value: Value, depth = 0): string {
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null)
    return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, escapeHtml);
  if (depth > maxDepth) return '…';
  if (Array.isArray(value)) return `[${value.map((item) => goJson(item, depth + 1)).join(',')}]`;
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${goJson(key)}:${goJson(value[key] ?? null, depth + 1)}`).join(',')}}`;
}

function escapeHtml(rune: string): string {
  return `\\u${hex(rune.charCodeAt(0), 4)}`;
}
