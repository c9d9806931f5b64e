import type { Value } from '../value.ts';
import { parseFloat64, parseInteger, parseIntegerV3, parsePointFloat } from './number.ts';
import { parseTimestamp } from './timestamp.ts';

/** Gives a plain scalar its type. Infinity and NaN are numbers here; JSON cannot express them. */
export type PlainResolver = (text: string) => Value;

const WORDS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...words(true, 'true', 'True', 'TRUE'),
  ...words(false, 'false', 'False', 'FALSE'),
  ...words(null, '', '~', 'null', 'Null', 'NULL'),
  ...words(Number.NaN, '.nan', '.NaN', '.NAN'),
  ...words(Number.POSITIVE_INFINITY, '.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'),
  ...words(Number.NEGATIVE_INFINITY, '-.inf', '-.Inf', '-.INF'),
]);

/** YAML 1.1 has these too; go-yaml v3 does not. */
const YAML11_WORDS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...WORDS,
  ...words(true, 'y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON'),
  ...words(false, 'n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF'),
]);

function words(value: Value, ...texts: string[]): [string, Value][] {
  return texts.map((text) => [text, value]);
}

/** Longest text in the tables above. */
const LONGEST_WORD = 5;

/** Whether a text can be other than a string, by its first character: a word, a number, a date, or empty. */
function mayHaveType(text: string): boolean {
  return '-+.0123456789yYnNtTfFoO~'.includes(text.charAt(0));
}

/** go-yaml v2 (resolve.go): YAML 1.1 booleans; a date remains a text. */
export function resolveFlux(text: string): Value {
  if (!mayHaveType(text)) return text;
  const word = text.length <= LONGEST_WORD ? YAML11_WORDS.get(text) : undefined;
  return word !== undefined ? word : resolveNumber(text, parseInteger);
}

/** go-yaml v3 (resolve.go): `yes` and `on` are strings, a date becomes an RFC 3339 time. */
export function resolveKustomize(text: string): Value {
  if (!mayHaveType(text)) return text;
  const word = text.length <= LONGEST_WORD ? WORDS.get(text) : undefined;
  if (word !== undefined) return word;
  return parseTimestamp(text) ?? resolveNumber(text, parseIntegerV3);
}

function resolveNumber(text: string, parse: (text: string) => number | bigint | undefined): Value {
  const first = text.charCodeAt(0);
  if (first === 0x2e /* . */) return parsePointFloat(text) ?? text;
  if (first > 0x39) return text;
  const digits = text.includes('_') ? text.replaceAll('_', '') : text;
  return parse(digits) ?? parseFloat64(digits) ?? text;
}

/** True when go-yaml v2 reads the plain text as a string, so that it needs no quotes for its type. */
export function isPlainString(text: string): boolean {
  return typeof resolveFlux(text) === 'string' && parseTimestamp(text) === undefined;
}
