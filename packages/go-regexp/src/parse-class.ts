import { type CharacterSet, type Characters, range } from './character-set.ts';
import { posixClasses } from './classes.ts';
import type { Cursor } from './cursor.ts';
import { GoRegExpError } from './error.ts';
import { parseClassEscape, parseEscape } from './parse-escape.ts';

/** A class in brackets, `[^a-z[:digit:]\s]`; the cursor is behind the first bracket (Go, regexp/syntax/parse.go, parseClass). */
export function parseClass(cursor: Cursor, fold: boolean): CharacterSet {
  const start = cursor.at - 1;
  const negated = cursor.takes('^');
  const parts: Characters[] = [];
  do {
    parts.push(parsePosixClass(cursor) ?? parseClassEscape(cursor) ?? parseRange(cursor, start));
  } while (!cursor.takes(']'));
  return { parts, negated, fold };
}

function parsePosixClass(cursor: Cursor): Characters | undefined {
  if (!cursor.sees('[:')) return undefined;
  const end = cursor.text.indexOf(':]', cursor.at + 2);
  if (end < 0) return undefined;
  const name = cursor.text.slice(cursor.at + 2, end);
  const negated = name.startsWith('^');
  const word = negated ? name.slice(1) : name;
  const native = Object.hasOwn(posixClasses, word) ? posixClasses[word] : undefined;
  if (native === undefined) throw new GoRegExpError('invalid character class range', `[:${name}:]`);
  cursor.at = end + 2;
  return { native, negated };
}

function parseRange(cursor: Cursor, classStart: number): Characters {
  const start = cursor.at;
  const low = parseCharacter(cursor, classStart);
  // In `[a-]` the hyphen is a character.
  if (cursor.next !== '-' || cursor.at + 1 >= cursor.text.length || cursor.sees('-]')) return range(low);
  cursor.at += 1;
  const high = parseCharacter(cursor, classStart);
  if (high < low) throw new GoRegExpError('invalid character class range', cursor.since(start));
  return range(low, high);
}

function parseCharacter(cursor: Cursor, classStart: number): number {
  if (cursor.isAtEnd) throw new GoRegExpError('missing closing ]', cursor.text.slice(classStart));
  return cursor.next === '\\' ? parseEscape(cursor) : cursor.point();
}
