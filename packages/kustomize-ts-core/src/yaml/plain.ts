import { isBlank, isBreak, isSpaceOrEnd } from './characters.ts';
import type { Cursor } from './cursor.ts';

export interface PlainScalar {
  text: string;
  /** True when the scan ended on a later line than the text did. */
  crossedLine: boolean;
}

/**
 * Reads a plain scalar of one or several lines.
 *
 * @param indent a smaller column ends the scalar in block context
 */
export function scanPlain(cursor: Cursor, indent: number, inFlow: boolean): PlainScalar {
  const { text, line, column } = cursor;
  let joined = '';
  let partStart = cursor.pos;
  let partEnd = cursor.pos;
  let fold = '';
  let crossedLine = false;
  while (!cursor.atDocumentMarker() && cursor.code !== 0x23 /* # */) {
    const end = endOfWord(text, cursor.pos, inFlow);
    if (end > cursor.pos) {
      if (crossedLine) {
        joined += text.slice(partStart, partEnd) + fold;
        partStart = cursor.pos;
        crossedLine = false;
      }
      cursor.pos = partEnd = end;
    }
    const spaceStart = cursor.pos;
    for (;;) {
      const code = text.charCodeAt(cursor.pos);
      if (code === 0x09 && crossedLine && cursor.column < indent) {
        throw cursor.error('found a tab character that violates indentation', { line, column });
      }
      if (isBlank(code)) cursor.pos++;
      else if (isBreak(code)) {
        const lineBreak = cursor.readBreak();
        fold = crossedLine ? foldNext(fold, lineBreak) : foldFirst(lineBreak);
        crossedLine = true;
      } else break;
    }
    if (cursor.pos === spaceStart || (!inFlow && cursor.column < indent)) break;
  }
  return { text: joined + text.slice(partStart, partEnd), crossedLine };
}

function endOfWord(text: string, from: number, inFlow: boolean): number {
  let pos = from;
  for (;;) {
    const code = text.charCodeAt(pos);
    if ((code <= 0x20 || code > 0x7e) && isSpaceOrEnd(code)) return pos;
    if (code === 0x3a /* : */ && isSpaceOrEnd(text.charCodeAt(pos + 1))) return pos;
    if (inFlow && isFlowIndicator(code)) return pos;
    pos++;
  }
}

/** `,` `?` `[` `]` `{` `}` */
function isFlowIndicator(code: number): boolean {
  return code === 0x2c || code === 0x3f || code === 0x5b || code === 0x5d || code === 0x7b || code === 0x7d;
}

/** What the first line break of a run becomes: a space, unless it is a LS or PS. */
export function foldFirst(lineBreak: string): string {
  return lineBreak === '\n' ? ' ' : lineBreak;
}

/** Adds a further line break to a run; the space of the first one then disappears. */
export function foldNext(fold: string, lineBreak: string): string {
  return fold === ' ' ? lineBreak : fold + lineBreak;
}
