import { isBlank } from './characters.ts';
import type { Cursor } from './cursor.ts';

/**
 * Skips the comments that follow the one just read. go-yaml v3 (scannerc.go `scan_comments`) collects them
 * after any blanks, tabs too.
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

/** CR and LF: of longer line breaks go-yaml skips only the first byte. */
function isShortBreak(code: number): boolean {
  return code === 0x0a || code === 0x0d;
}

/** Skips a comment after a token. go-yaml v3 (`scan_line_comment`) allows tabs before it anywhere. */
export function skipLineComment(cursor: Cursor): void {
  let { pos } = cursor;
  while (isBlank(cursor.text.charCodeAt(pos))) pos++;
  if (pos === cursor.lineStart || cursor.text.charCodeAt(pos) !== 0x23 /* # */) return;
  cursor.pos = pos;
  cursor.skipToLineEnd();
}
