import { hexValue, isBlank, isSpaceOrEnd, isWordCharacter } from './characters.ts';
import type { Cursor } from './cursor.ts';
import type { Mark } from './error.ts';

/** Characters other than space that may follow an anchor. */
const AFTER_ANCHOR = '?:,]}%@`';
const URI_PUNCTUATION = ";/?:@&=+$,.!~*'()[]%";

/** Reads the name after `&` or `*`, with the cursor on that indicator. */
export function scanAnchorName(cursor: Cursor): string {
  const start = cursor.mark();
  cursor.pos++;
  const name = scanWord(cursor);
  const follows = cursor.text.charAt(cursor.pos);
  if (name === '' || !(isSpaceOrEnd(cursor.code) || AFTER_ANCHOR.includes(follows))) {
    throw cursor.error('did not find expected alphabetic or numeric character', start);
  }
  return name;
}

export interface TagText {
  /** `''` for a verbatim tag and for the lone `!`. */
  handle: string;
  suffix: string;
}

/** Reads a tag, with the cursor on its `!`. */
export function scanTag(cursor: Cursor): TagText {
  const start = cursor.mark();
  const tag = cursor.codeAt(1) === 0x3c /* < */ ? scanVerbatim(cursor, start) : scanShorthand(cursor, start);
  if (!isSpaceOrEnd(cursor.code)) {
    throw cursor.error('did not find expected whitespace or line break', start);
  }
  return tag;
}

function scanVerbatim(cursor: Cursor, start: Mark): TagText {
  cursor.pos += 2;
  const suffix = scanUri(cursor, '', start);
  if (cursor.code !== 0x3e /* > */) throw cursor.error("did not find the expected '>'", start);
  cursor.pos++;
  return { handle: '', suffix };
}

function scanShorthand(cursor: Cursor, start: Mark): TagText {
  const handle = scanHandle(cursor, false, start);
  if (handle.length > 1 && handle.endsWith('!')) return { handle, suffix: scanUri(cursor, '', start) };
  const suffix = scanUri(cursor, handle, start);
  return suffix === '' ? { handle: '', suffix: '!' } : { handle: '!', suffix };
}

/** Reads `!`, `!!`, `!name!`, or the first word of a tag without a handle. */
export function scanHandle(cursor: Cursor, directive: boolean, start: Mark): string {
  if (cursor.code !== 0x21) throw cursor.error("did not find expected '!'", start);
  cursor.pos++;
  let handle = `!${scanWord(cursor)}`;
  if (cursor.code === 0x21) {
    handle += '!';
    cursor.pos++;
  } else if (directive && handle !== '!') throw cursor.error("did not find expected '!'", start);
  return handle;
}

/** Reads a URI; `head` is the part that was already read, with its `!`. */
export function scanUri(cursor: Cursor, head: string, start: Mark): string {
  let uri = head.slice(1);
  const from = cursor.pos;
  while (isWordCharacter(cursor.code) || URI_PUNCTUATION.includes(cursor.text.charAt(cursor.pos))) {
    if (cursor.code === 0x25 /* % */) uri += scanUriEscape(cursor, start);
    else {
      uri += cursor.text.charAt(cursor.pos);
      cursor.pos++;
    }
  }
  if (head === '' && cursor.pos === from) throw cursor.error('did not find expected tag URI', start);
  return uri;
}

/** Reads the `%XX` octets of one UTF-8 character. */
function scanUriEscape(cursor: Cursor, start: Mark): string {
  const first = scanOctet(cursor, start);
  const length = first < 0x80 ? 1 : first >> 5 === 6 ? 2 : first >> 4 === 14 ? 3 : first >> 3 === 30 ? 4 : 0;
  if (length === 0) throw cursor.error('found an incorrect leading UTF-8 octet', start);
  const octets = [first];
  while (octets.length < length) {
    const octet = scanOctet(cursor, start);
    if (octet >> 6 !== 2) throw cursor.error('found an incorrect trailing UTF-8 octet', start);
    octets.push(octet);
  }
  return new TextDecoder().decode(Uint8Array.from(octets));
}

function scanOctet(cursor: Cursor, start: Mark): number {
  const high = hexValue(cursor.codeAt(1));
  const low = high < 0 ? -1 : hexValue(cursor.codeAt(2));
  if (cursor.code !== 0x25 || low < 0) throw cursor.error('did not find URI escaped octet', start);
  cursor.pos += 3;
  return high * 16 + low;
}

function scanWord(cursor: Cursor): string {
  const from = cursor.pos;
  while (isWordCharacter(cursor.code)) cursor.pos++;
  return cursor.text.slice(from, cursor.pos);
}

/** Skips the blanks that are required between the parts of a directive. */
export function scanRequiredBlanks(cursor: Cursor, start: Mark): void {
  if (!isBlank(cursor.code)) throw cursor.error('did not find expected whitespace', start);
  cursor.skipBlanks();
}
