import type { Characters } from './character-set.ts';
import { perlClasses, unicodeClass } from './classes.ts';
import type { Cursor } from './cursor.ts';
import { GoRegExpError } from './error.ts';

// Go 1.26, regexp/syntax/parse.go

const controls: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };

/** A class behind a backslash: `\d`, `\pN`, `\P{Greek}`; undefined where something else comes, which is then not read. */
export function parseClassEscape(cursor: Cursor): Characters | undefined {
  if (cursor.next !== '\\') return undefined;
  const letter = cursor.text.charAt(cursor.at + 1);
  const perl = Object.hasOwn(perlClasses, letter.toLowerCase())
    ? perlClasses[letter.toLowerCase()]
    : undefined;
  if (perl !== undefined) {
    cursor.at += 2;
    return { native: perl, negated: letter !== letter.toLowerCase() };
  }
  return letter === 'p' || letter === 'P' ? parseUnicodeClass(cursor, letter === 'P') : undefined;
}

function parseUnicodeClass(cursor: Cursor, isNegated: boolean): Characters {
  const start = cursor.at;
  cursor.at += 2;
  if (cursor.isAtEnd) throw new GoRegExpError('invalid character class range', cursor.since(start));
  let name: string;
  if (cursor.takes('{')) {
    const end = cursor.text.indexOf('}', cursor.at);
    if (end < 0) throw new GoRegExpError('invalid character class range', cursor.text.slice(start));
    name = cursor.text.slice(cursor.at, end);
    cursor.at = end + 1;
  } else {
    name = String.fromCodePoint(cursor.point());
  }
  const isInverted = name.startsWith('^');
  const found = unicodeClass(isInverted ? name.slice(1) : name, isNegated !== isInverted);
  if (found === undefined) throw new GoRegExpError('invalid character class range', cursor.since(start));
  return found;
}

/** The character that an escape stands for: `\n`, `\x{41}`, `\101`, `\.`. */
export function parseEscape(cursor: Cursor): number {
  const start = cursor.at;
  cursor.at += 1;
  if (cursor.isAtEnd) throw new GoRegExpError('trailing backslash at end of expression', '');
  const letter = String.fromCodePoint(cursor.point());
  const point = escapedPoint(cursor, letter);
  if (point === undefined) throw new GoRegExpError('invalid escape sequence', cursor.since(start));
  return point;
}

function escapedPoint(cursor: Cursor, letter: string): number | undefined {
  if (/^[!-/:-@[-`{-~\0-\x20\x7f]$/.test(letter)) return letter.charCodeAt(0);
  if (/^[0-7]$/.test(letter)) {
    // A single digit other than 0 would be a back reference.
    if (letter !== '0' && !/[0-7]/.test(cursor.next)) return undefined;
    let value = Number(letter);
    for (let digit = 1; digit < 3 && /[0-7]/.test(cursor.next); digit += 1)
      value = value * 8 + cursor.point() - 0x30;
    return value;
  }
  if (letter === 'x') return hexPoint(cursor);
  return Object.hasOwn(controls, letter) ? controls[letter] : undefined;
}

function hexPoint(cursor: Cursor): number | undefined {
  const isBraced = cursor.takes('{');
  const expression = isBraced ? /[0-9A-Fa-f]+\}/y : /[0-9A-Fa-f]{2}/y;
  expression.lastIndex = cursor.at;
  const [digits] = expression.exec(cursor.text) ?? [];
  const value = digits === undefined ? Number.NaN : Number.parseInt(digits, 16);
  if (digits === undefined || !(value <= 0x10ffff)) {
    // What Go has read of the escape when it gives up.
    cursor.at += isBraced ? faultLength(cursor) : Math.min(2, cursor.text.length - cursor.at);
    return undefined;
  }
  cursor.at += digits.length;
  return value;
}

function faultLength({ text, at }: Cursor): number {
  let value = 0;
  for (let end = at; end < text.length; end += 1) {
    const digit = Number.parseInt(text.charAt(end), 16);
    if (Number.isNaN(digit)) return end + 1 - at;
    value = value * 16 + digit;
    if (value > 0x10ffff) return end + 1 - at;
  }
  return text.length - at;
}
