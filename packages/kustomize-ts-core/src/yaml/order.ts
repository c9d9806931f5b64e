import { isDigit as isAsciiDigit } from './characters.ts';

/**
 * Order of mapping keys in go-yaml v2 (sorter.go): other characters before letters, runs of digits
 * by their value as numbers, the rest by code point.
 *
 * @returns below 0 when `a` comes first
 */
export function compareKeys(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  let index = 0;
  while (index < length && a.charCodeAt(index) === b.charCodeAt(index)) index++;
  if (index === length) return a.length - b.length;
  const first = a.charCodeAt(index);
  const second = b.charCodeAt(index);
  if (isAsciiLetter(first) && isAsciiLetter(second)) return first - second;
  if (isLowSurrogate(first) || isLowSurrogate(second)) index = Math.max(0, index - 1);
  return compareFrom(a, b, index);
}

/** Compares from the first difference on. */
function compareFrom(a: string, b: string, index: number): number {
  const first = a.codePointAt(index) ?? 0;
  const second = b.codePointAt(index) ?? 0;
  const firstIsLetter = isLetter(first);
  const secondIsLetter = isLetter(second);
  if (firstIsLetter !== secondIsLetter) return firstIsLetter ? 1 : -1;
  if (firstIsLetter) return first - second;
  return compareNumbers(a, b, index) || first - second;
}

/** Compares the digit runs at `index`; 0 when they do not decide. */
function compareNumbers(a: string, b: string, index: number): number {
  const lead = afterSignificantDigit(a, b, index) ? 1n : 0n;
  const first = readDigits(a, index, lead);
  const second = readDigits(b, index, lead);
  if (first.value !== second.value) return first.value < second.value ? -1 : 1;
  return first.length - second.length;
}

/** A zero continues a number before it, so that `1005` comes after `101`. */
function afterSignificantDigit(a: string, b: string, index: number): boolean {
  if (a[index] !== '0' && b[index] !== '0') return false;
  for (let at = index - 1; at >= 0 && isDigit(a.charCodeAt(at)); at--) {
    if (a[at] !== '0') return true;
  }
  return false;
}

/** The number at `index` in int64 arithmetic, which wraps around. */
function readDigits(text: string, index: number, lead: bigint): { value: bigint; length: number } {
  let value = lead;
  let at = index;
  while (at < text.length && isDigit(text.codePointAt(at) ?? 0)) {
    const code = text.codePointAt(at) ?? 0;
    value = BigInt.asIntN(64, value * 10n + BigInt(code - 0x30));
    at += code > 0xffff ? 2 : 1;
  }
  return { value, length: at - index };
}

function isLetter(code: number): boolean {
  return isAsciiLetter(code) || (code > 0x7f && /^\p{L}$/u.test(String.fromCodePoint(code)));
}

function isAsciiLetter(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

function isDigit(code: number): boolean {
  return isAsciiDigit(code) || (code > 0x7f && /^\p{Nd}$/u.test(String.fromCodePoint(code)));
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}
