import { isBreakOrEnd, isDigit, isSpaceOrEnd, isWordCharacter } from './characters.ts';
import type { Cursor } from './cursor.ts';
import type { Mark } from './error.ts';
import { scanHandle, scanRequiredBlanks, scanUri } from './properties.ts';
import { Token } from './token.ts';

/** Reads a `%YAML` or `%TAG` line, with the cursor on its `%`. */
export function scanDirective(cursor: Cursor): Token {
  const start = cursor.mark();
  cursor.pos++;
  const name = scanName(cursor, start);
  cursor.skipBlanks();
  let token: Token;
  if (name === 'YAML') {
    const version = scanVersion(cursor, start);
    token = new Token('version directive', start.line, start.column, version);
  } else if (name === 'TAG') {
    const handle = scanHandle(cursor, true, start);
    scanRequiredBlanks(cursor, start);
    const prefix = scanUri(cursor, '', start);
    if (!isSpaceOrEnd(cursor.code)) {
      throw cursor.error('did not find expected whitespace or line break', start);
    }
    token = new Token('tag directive', start.line, start.column, handle, prefix);
  } else throw cursor.error('found unknown directive name', start);

  cursor.skipBlanks();
  if (cursor.code === 0x23 /* # */) cursor.skipToLineEnd();
  if (!isBreakOrEnd(cursor.code)) throw cursor.error('did not find expected comment or line break', start);
  if (cursor.code !== 0) cursor.readBreak();
  return token;
}

function scanName(cursor: Cursor, start: Mark): string {
  const from = cursor.pos;
  while (isWordCharacter(cursor.code)) cursor.pos++;
  if (cursor.pos === from) throw cursor.error('could not find expected directive name', start);
  if (!isSpaceOrEnd(cursor.code)) {
    throw cursor.error('found unexpected non-alphabetical character', start);
  }
  return cursor.text.slice(from, cursor.pos);
}

/** Reads `1.1`, without leading zeros. */
function scanVersion(cursor: Cursor, start: Mark): string {
  const major = scanVersionNumber(cursor, start);
  if (cursor.code !== 0x2e /* . */) {
    throw cursor.error("did not find expected digit or '.' character", start);
  }
  cursor.pos++;
  return `${major}.${scanVersionNumber(cursor, start)}`;
}

function scanVersionNumber(cursor: Cursor, start: Mark): number {
  const from = cursor.pos;
  while (isDigit(cursor.code)) {
    if (cursor.pos - from === 2) throw cursor.error('found extremely long version number', start);
    cursor.pos++;
  }
  if (cursor.pos === from) throw cursor.error('did not find expected version number', start);
  return Number(cursor.text.slice(from, cursor.pos));
}
