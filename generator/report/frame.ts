import type { Location } from '../diagnostics/diagnostic.ts';
import type { Colors } from './colors.ts';
import { printable } from './printable.ts';

/** The part of a line around a place, and which of its characters the place covers: from 0, the end exclusive. */
export interface LineFrame {
  text: string;
  start: number;
  end: number;
}

/** How many characters of a line a frame shows where no terminal says how many it has room for. */
const WIDTH = 160;

/** As many it shows in the narrowest terminal. */
const NARROWEST = 20;

/**
 * The line a location points at; undefined when the text is not known.
 * @param lines of the file, without their `\n`
 * @param width of the part that is shown
 */
export function frameOf(
  at: Location,
  lines: readonly string[] | undefined,
  width: number = WIDTH,
): LineFrame | undefined {
  const line = lines?.[at.line - 1]?.replace(/\r$/, '');
  if (line === undefined) return undefined;
  const start = Math.min(at.column - 1, line.length);
  const end =
    at.endLine === at.line && at.endColumn !== undefined
      ? Math.min(at.endColumn - 1, line.length)
      : line.length;
  const { from, text } = cut(line, start, width);
  return { text, start: start - from, end: Math.max(start - from + 1, Math.min(end - from, text.length)) };
}

/**
 * The line a location points at, with a marker below the range; empty when the text is not known.
 * @param lines of the file, without their `\n`
 * @param columns of the screen that the frame has; undefined without a terminal
 */
export function codeFrame(
  at: Location,
  lines: readonly string[] | undefined,
  colors: Colors,
  columns?: number,
): string[] {
  const margin = String(at.line);
  const around = margin.length + ' | '.length;
  const width = columns === undefined ? WIDTH : Math.max(NARROWEST, columns - around);
  const frame = frameOf(at, lines, width);
  if (!frame) return [];
  const blank = ' '.repeat(margin.length);
  const marker = `${' '.repeat(frame.start)}${'^'.repeat(frame.end - frame.start)}`;
  return [
    colors.dim(`${blank} |`),
    `${colors.dim(`${margin} |`)} ${frame.text}`,
    `${colors.dim(`${blank} |`)} ${colors.red(marker)}`,
  ];
}

/** The part of a long line around `column`, so that a frame fits a screen. */
function cut(line: string, column: number, width: number): { from: number; text: string } {
  if (line.length <= width) return { from: 0, text: printable(line) };
  const from = Math.max(0, Math.min(column - Math.floor(width / 2), line.length - width));
  return { from, text: printable(line.slice(from, from + width)) };
}
