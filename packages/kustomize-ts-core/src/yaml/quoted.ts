import { hexValue, isBlank, isBreak, isSpaceOrEnd } from './characters.ts';
import type { Cursor } from './cursor.ts';
import type { Mark } from './error.ts';
import { foldFirst, foldNext } from './plain.ts';

const SINGLE = 0x27;
const DOUBLE = 0x22;
const BACKSLASH = 0x5c;

/** Reads a single or double quoted scalar, with the cursor on its opening quote. */
export function scanQuoted(cursor: Cursor): string {
  const start = cursor.mark();
  const quote = cursor.code;
  cursor.pos++;
  let value = '';
  for (;;) {
    if (cursor.atDocumentMarker()) throw cursor.error('found unexpected document indicator', start);
    if (cursor.code === 0) throw cursor.error('found unexpected end of stream', start);
    const line = cursor.line;
    value += scanWord(cursor, quote, start);
    if (cursor.code === quote) break;
    value += scanSpace(cursor, cursor.line !== line);
  }
  cursor.pos++;
  return value;
}

/** Characters up to a blank, a line break, the closing quote or the end of an escaped line break. */
function scanWord(cursor: Cursor, quote: number, start: Mark): string {
  const { text } = cursor;
  let value = '';
  let from = cursor.pos;
  for (;;) {
    const code = cursor.code;
    if (isSpaceOrEnd(code)) break;
    if (code === quote) {
      if (quote === DOUBLE || cursor.codeAt(1) !== SINGLE) break;
      value += text.slice(from, cursor.pos + 1);
      cursor.pos += 2;
      from = cursor.pos;
    } else if (code === BACKSLASH && quote === DOUBLE) {
      value += text.slice(from, cursor.pos);
      if (isBreak(cursor.codeAt(1))) {
        cursor.pos++;
        cursor.readBreak();
        return value;
      }
      value += scanEscape(cursor, start);
      from = cursor.pos;
    } else cursor.pos++;
  }
  return value + text.slice(from, cursor.pos);
}

/** Blanks and line breaks inside quotes: kept on one line, folded over several. */
function scanSpace(cursor: Cursor, afterEscapedBreak: boolean): string {
  const from = cursor.pos;
  let crossedLine = afterEscapedBreak;
  let fold: string | undefined;
  while (isBlank(cursor.code) || isBreak(cursor.code)) {
    if (isBlank(cursor.code)) cursor.pos++;
    else if (crossedLine) fold = foldNext(fold ?? '', cursor.readBreak());
    else {
      fold = foldFirst(cursor.readBreak());
      crossedLine = true;
    }
  }
  return crossedLine ? (fold ?? '') : cursor.text.slice(from, cursor.pos);
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['0', '\0'],
  ['a', '\x07'],
  ['b', '\b'],
  ['t', '\t'],
  ['\t', '\t'],
  ['n', '\n'],
  ['v', '\v'],
  ['f', '\f'],
  ['r', '\r'],
  ['e', '\x1b'],
  [' ', ' '],
  ['"', '"'],
  ["'", "'"],
  ['\\', '\\'],
  ['N', '\x85'],
  ['_', '\xa0'],
  ['L', '\u2028'],
  ['P', '\u2029'],
]);

function scanEscape(cursor: Cursor, start: Mark): string {
  const name = cursor.text.charAt(cursor.pos + 1);
  const simple = ESCAPES.get(name);
  if (simple !== undefined) {
    cursor.pos += 2;
    return simple;
  }
  const length = name === 'x' ? 2 : name === 'u' ? 4 : name === 'U' ? 8 : 0;
  if (length === 0) throw cursor.error('found unknown escape character', start);
  cursor.pos += 2;
  let value = 0;
  for (let index = 0; index < length; index++) {
    const digit = hexValue(cursor.codeAt(index));
    if (digit < 0) throw cursor.error('did not find expected hexdecimal number', start);
    value = value * 16 + digit;
  }
  if ((value >= 0xd800 && value <= 0xdfff) || value > 0x10ffff) {
    throw cursor.error('found invalid Unicode character escape code', start);
  }
  cursor.pos += length;
  return String.fromCodePoint(value);
}
