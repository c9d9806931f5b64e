import { isBlank, isBreak } from './characters.ts';
import type { Cursor } from './cursor.ts';

/**
 * Passes the comments that follow the one just read. go-yaml v3 (scannerc.go `scan_comments`) gathers them
 * whatever blanks stand before them, tabs too.
 */
export function gatherComments(cursor: Cursor): void {
  for (;;) {
    const { pos, line, lineStart } = cursor;
    while (isBlank(cursor.code) || isBreak(cursor.code)) {
      if (isBreak(cursor.code)) cursor.readBreak();
      else cursor.pos++;
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
