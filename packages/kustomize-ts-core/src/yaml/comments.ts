import { isBlank } from './characters.ts';
import type { Cursor } from './cursor.ts';

/**
 * Passes the comments that follow the one just read. go-yaml v3 (scannerc.go `scan_comments`) gathers them
 * whatever blanks stand before them, tabs too.
 */
export function gatherComments(cursor: Cursor): void {
  for (;;) {
    const { pos, line, lineStart } = cursor;
    while (isBlank(cursor.code) || isShortBreak(cursor.code)) {
      if (isBlank(cursor.code)) cursor.pos++;
      else cursor.readBreak();
    }
    if (cursor.code !== 0x23 /* # */) {
      cursor.pos = pos;
      cursor.line = line;
      cursor.lineStart = lineStart;
      return;
    }
    cursor.skipToLineEnd();
  }
}

/** CR and LF: of the longer ones go-yaml passes the first byte alone. */
function isShortBreak(code: number): boolean {
  return code === 0x0a || code === 0x0d;
}

/** Passes a comment behind a token. go-yaml v3 (`scan_line_comment`) lets tabs stand before it anywhere. */
export function skipLineComment(cursor: Cursor): void {
  let { pos } = cursor;
  while (isBlank(cursor.text.charCodeAt(pos))) pos++;
  if (pos === cursor.lineStart || cursor.text.charCodeAt(pos) !== 0x23 /* # */) return;
  cursor.pos = pos;
  cursor.skipToLineEnd();
}
