import { isBlank, isBreak, isBreakOrEnd, isDigit } from './characters.ts';
import type { Cursor } from './cursor.ts';
import type { Mark } from './error.ts';

interface Header {
  chomping: 'strip' | 'clip' | 'keep';
  /** The indentation indicator, 0 when absent. */
  increment: number;
}

/**
 * Reads a literal (`|`) or folded (`>`) scalar, with the cursor on its indicator.
 *
 * @param parentIndent column of the block around it, -1 at the top
 */
export function scanBlockScalar(cursor: Cursor, parentIndent: number): string {
  const start = cursor.mark();
  const literal = cursor.code === 0x7c;
  cursor.pos++;
  const header = scanHeader(cursor, start);
  const given = header.increment > 0 ? Math.max(parentIndent, 0) + header.increment : 0;

  const lead = scanBreaks(cursor, given, parentIndent, start);
  const { indent } = lead;
  const parts: string[] = [];
  let pending = lead.breaks;
  let lastBreak = '';
  let previousBlank = false;
  while (cursor.column === indent && cursor.code !== 0) {
    const blank = isBlank(cursor.code);
    if (!literal && lastBreak === '\n' && !previousBlank && !blank) {
      if (pending === '') parts.push(' ');
    } else parts.push(lastBreak);
    parts.push(pending);
    previousBlank = blank;
    const from = cursor.pos;
    cursor.skipToLineEnd();
    parts.push(cursor.text.slice(from, cursor.pos));
    lastBreak = isBreak(cursor.code) ? cursor.readBreak() : '';
    pending = scanBreaks(cursor, indent, parentIndent, start).breaks;
  }
  if (header.chomping !== 'strip') parts.push(lastBreak);
  if (header.chomping === 'keep') parts.push(pending);
  return parts.join('');
}

function scanHeader(cursor: Cursor, start: Mark): Header {
  let chomping = scanChomping(cursor);
  let increment = 0;
  if (isDigit(cursor.code)) {
    increment = cursor.code - 0x30;
    if (increment === 0) throw cursor.error('found an indentation indicator equal to 0', start);
    cursor.pos++;
    chomping ??= scanChomping(cursor);
  }
  cursor.skipBlanks();
  if (cursor.code === 0x23 /* # */) cursor.skipToLineEnd();
  if (!isBreakOrEnd(cursor.code)) throw cursor.error('did not find expected comment or line break', start);
  if (cursor.code !== 0) cursor.readBreak();
  return { chomping: chomping ?? 'clip', increment };
}

function scanChomping(cursor: Cursor): 'strip' | 'keep' | undefined {
  const code = cursor.code;
  if (code !== 0x2b && code !== 0x2d) return undefined;
  cursor.pos++;
  return code === 0x2b ? 'keep' : 'strip';
}

/** Skips indentation and empty lines; detects the indentation when `indent` is 0. */
function scanBreaks(
  cursor: Cursor,
  indent: number,
  parentIndent: number,
  start: Mark,
): { breaks: string; indent: number } {
  let breaks = '';
  let widest = 0;
  for (;;) {
    while ((indent === 0 || cursor.column < indent) && cursor.code === 0x20) cursor.pos++;
    widest = Math.max(widest, cursor.column);
    if ((indent === 0 || cursor.column < indent) && cursor.code === 0x09) {
      throw cursor.error('found a tab character where an indentation space is expected', start);
    }
    if (!isBreak(cursor.code)) break;
    breaks += cursor.readBreak();
  }
  return { breaks, indent: indent === 0 ? Math.max(widest, parentIndent + 1, 1) : indent };
}
