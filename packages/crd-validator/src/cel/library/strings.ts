import type { Environment } from '@marcbachmann/cel-js';
import { namedEscapes } from '../../go-text.ts';
import { CelFault } from '../fault.ts';
import { formatText } from './format-text.ts';
import { namespace } from './namespace.ts';
import { sync } from './sync.ts';

/** Functions of cel-js that count in UTF-16 units, or are stricter than Go's, and the names ours are registered under. */
export const stringNames = {
  indexOf: 'goIndexOf',
  lastIndexOf: 'goLastIndexOf',
  lowerAscii: 'goLowerAscii',
  upperAscii: 'goUpperAscii',
  substring: 'goSubstring',
  split: 'goSplit',
  trim: 'goTrim',
  join: 'goJoin',
} as const;

/** Longest text that a function may make. */
const longest = 1_000_000;

/** cel-go v0.29, ext/strings.go, version 2; cel-js has the rest. */
export function addStrings(environment: Environment): void {
  environment
    .registerFunction('string.charAt(int): string', charAt, sync)
    .registerFunction(
      'string.goIndexOf(string): int',
      (text: string, part: string) => indexOf(text, part, 0n),
      sync,
    )
    .registerFunction('string.goIndexOf(string, int): int', indexOf, sync)
    .registerFunction('string.goLastIndexOf(string): int', lastIndexOf, sync)
    .registerFunction('string.goLastIndexOf(string, int): int', lastIndexBefore, sync)
    .registerFunction('string.goLowerAscii(): string', lowerAscii, sync)
    .registerFunction('string.goUpperAscii(): string', upperAscii, sync)
    .registerFunction(
      'string.goSubstring(int): string',
      (text: string, start: bigint) => substring(text, start),
      sync,
    )
    .registerFunction('string.goSubstring(int, int): string', substring, sync)
    .registerFunction(
      'string.goSplit(string): list<string>',
      (text: string, by: string) => split(text, by, -1n),
      sync,
    )
    .registerFunction('string.goSplit(string, int): list<string>', split, sync)
    .registerFunction('string.goTrim(): string', trim, sync)
    .registerFunction('list.goJoin(): string', (list: unknown[]) => join(list, ''), sync)
    .registerFunction('list.goJoin(string): string', join, sync)
    .registerFunction(
      'string.replace(string, string): string',
      (...args: [string, string, string]) => replace(...args, -1n),
      sync,
    )
    .registerFunction('string.replace(string, string, int): string', replace, sync)
    .registerFunction('string.format(list): string', formatText, sync);
  namespace(environment, 'strings').registerFunction(
    'StringsNamespace.quote(string): string',
    (_: unknown, text: string) => quote(text),
    sync,
  );
}

function outOfRange(index: bigint): CelFault {
  return new CelFault(`index out of range: ${index}`);
}

function charAt(text: string, index: bigint): string {
  const runes = [...text];
  if (index < 0n || index > runes.length) throw outOfRange(index);
  return runes[Number(index)] ?? '';
}

/** The index in characters of what is at an index in UTF-16 units. */
function runeIndex(text: string, index: number): bigint {
  return index < 0 ? -1n : BigInt([...text.slice(0, index)].length);
}

function indexOf(text: string, part: string, offset: bigint): bigint {
  if (offset < 0n) throw outOfRange(offset);
  const runes = [...text];
  const from = Math.min(Number(offset), runes.length);
  if (part === '') return BigInt(from);
  const start = runes.slice(0, from).join('').length;
  return runeIndex(text, text.indexOf(part, start));
}

function lastIndexOf(text: string, part: string): bigint {
  if (part === '') return BigInt([...text].length);
  return runeIndex(text, text.lastIndexOf(part));
}

function lastIndexBefore(text: string, part: string, offset: bigint): bigint {
  if (offset < 0n) throw outOfRange(offset);
  const runes = [...text];
  if (part === '') return offset > runes.length ? BigInt(runes.length) : offset;
  if (offset >= runes.length) return -1n;
  const start = runes.slice(0, Number(offset)).join('').length;
  return runeIndex(text, text.lastIndexOf(part, start));
}

function lowerAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function upperAscii(text: string): string {
  return text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

function substring(text: string, start: bigint, end?: bigint): string {
  const runes = [...text];
  const last = end ?? BigInt(runes.length);
  if (end !== undefined && start > end)
    throw new CelFault(`invalid substring range. start: ${start}, end: ${end}`);
  if (start < 0n || start > runes.length) throw outOfRange(start);
  if (last < 0n || last > runes.length) throw outOfRange(last);
  return runes.slice(Number(start), Number(last)).join('');
}

function split(text: string, by: string, limit: bigint): string[] {
  if (limit === 0n) return [];
  const parts = by === '' ? [...text] : text.split(by);
  const most = Number(limit);
  if (limit < 0n || parts.length <= most) return parts;
  return [...parts.slice(0, most - 1), parts.slice(most - 1).join(by)];
}

// What Go's unicode.IsSpace takes for a space, which is not what JavaScript does.
function trim(text: string): string {
  return text.replace(
    /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+|[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/g,
    '',
  );
}

function join(list: unknown[], by: string): string {
  const texts: string[] = [];
  let length = 0;
  for (const item of list) {
    if (typeof item !== 'string') throw new CelFault('no such overload');
    length += item.length + by.length;
    if (length > longest) throw tooLong();
    texts.push(item);
  }
  return texts.join(by);
}

// Go puts the new text before each character, and after the last, where the old one is empty.
function replace(text: string, old: string, by: string, limit: bigint): string {
  const pieces = old === '' ? ['', ...text, ''] : text.split(old);
  const most = pieces.length - 1;
  const count = limit < 0n || limit > most ? most : Number(limit);
  if (text.length + count * by.length > longest) throw tooLong();
  return pieces.map((piece, i) => (i === 0 ? piece : `${i <= count ? by : old}${piece}`)).join('');
}

function tooLong(): CelFault {
  return new CelFault(`the text would be longer than ${longest} characters`);
}

function quote(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are escaped.
  return `"${text.replace(/[\u0007\b\f\n\r\t\v\\"]/g, (each) => namedEscapes[each] ?? each)}"`;
}
