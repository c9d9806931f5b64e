import { runeAt } from './bytes.ts';
import type { Budget } from './glob.ts';
import { changeCase } from './letters.ts';
import { trimPrefix, trimSuffix } from './trim.ts';

/** The text is larger than any Kubernetes object can be. */
export class ResultTooLarge extends Error {}
/** A cut whose end is beyond a 64-bit integer, which makes Flux's own function panic. */
export class CutOutOfRange extends Error {}

/** Bytes; etcd holds objects of 1.5 MB at most. */
export const LARGEST_RESULT = 16 * 1024 * 1024;

/**
 * What an operator makes of a variable's value (byte strings), by the rules of funcs.go and template.go of
 * fluxcd/pkg envsubst v1.9.0; an operator without a rule there gives the default.
 */
export function applyOperator(operator: string, value: string, words: string[], budget: Budget): string {
  const [first, second] = words;
  switch (operator) {
    case '^':
      return changeCase(value, 'upper', true);
    case '^^':
      return changeCase(value, 'upper', false);
    case ',':
      return changeCase(value, 'lower', true);
    case ',,':
      return changeCase(value, 'lower', false);
    case '#':
    case '##':
      if (first === undefined) return String(value.length);
      return trimPrefix(value, first, operator === '##', budget);
    case '%':
    case '%%':
      return trimSuffix(value, first ?? '', operator === '%%', budget);
    case ':':
      return cut(value, first ?? '', second);
    case '/':
      return replace(value, first ?? '', second ?? '', 1);
    case '//':
      return replace(value, first ?? '', second ?? '', Number.POSITIVE_INFINITY);
    case '/#':
      return second !== undefined && value.startsWith(first ?? '')
        ? second + value.slice((first ?? '').length)
        : value;
    case '/%':
      return second !== undefined && value.endsWith(first ?? '')
        ? value.slice(0, value.length - (first ?? '').length) + second
        : value;
    default:
      return value === '' ? joined(words) : value;
  }
}

function joined(words: string[]): string {
  if (words.reduce((sum, word) => sum + word.length, 0) > LARGEST_RESULT) throw new ResultTooLarge();
  return words.join('');
}

/** `${v:offset}` and `${v:offset:length}` in bytes; a negative length counts from the end. */
function cut(value: string, offsetText: string, lengthText: string | undefined): string {
  const offset = int64(offsetText);
  if (offset === undefined) return value;
  const start = offset < 0n ? Math.max(0, value.length + Number(offset)) : Number(offset);
  if (lengthText === undefined) return value.slice(start);
  const length = int64(lengthText);
  if (length === undefined) return value;
  if (length < 0n) return value.slice(start, Math.max(start, value.length + Number(length)));
  const first = offset < 0n ? BigInt(start) : offset;
  if (first + length > LARGEST_INT64) throw new CutOutOfRange();
  return value.slice(start, start + Number(length));
}

const LARGEST_INT64 = 2n ** 63n - 1n;

/** As Go's strconv.Atoi reads it: decimal digits with an optional sign, within 64 bits. */
function int64(text: string): bigint | undefined {
  if (text.length > 64 || !/^[+-]?[0-9]+$/.test(text)) return undefined;
  const number = BigInt(text.replace('+', ''));
  return number >= -LARGEST_INT64 - 1n && number <= LARGEST_INT64 ? number : undefined;
}

function replace(value: string, old: string, replacement: string, times: number): string {
  const parts = old === '' ? aroundCharacters(value, times) : value.split(old);
  const kept = parts.slice(0, times + 1);
  if (parts.length > times + 1) kept[times] = parts.slice(times).join(old);
  if (value.length + (kept.length - 1) * replacement.length > LARGEST_RESULT) throw new ResultTooLarge();
  return kept.join(replacement);
}

/** An empty pattern matches before each character and at the end. */
function aroundCharacters(value: string, times: number): string[] {
  if (times === 1) return ['', value];
  const parts = [''];
  for (let position = 0; position < value.length; ) {
    const { width } = runeAt(value, position);
    parts.push(value.slice(position, position + width));
    position += width;
  }
  return [...parts, ''];
}
