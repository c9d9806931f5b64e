import type { Location } from '../diagnostics/diagnostic.ts';
import type { Colors } from './colors.ts';
import { displayWidth, graphemes } from './display-width.ts';
import { printable } from './printable.ts';

/** The part of a line around a place, and which of its UTF-16 units the place covers: from 0, the end exclusive. */
export interface LineFrame {
  text: string;
  start: number;
  end: number;
}

/** How many columns of a line a frame shows where no terminal says how many it has. */
const WIDTH = 160;

/** As many it shows in the narrowest terminal. */
const NARROWEST = 20;

/**
 * The line a location points at; undefined when the text is not known.
 * @param lines of the file, without their `\n`
 * @param width of the part that is shown, in columns of a terminal
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
  const { text, start, end } = frame;
  const marked = Math.max(1, displayWidth(text.slice(start, end)));
  const marker = `${' '.repeat(displayWidth(text.slice(0, start)))}${'^'.repeat(marked)}`;
  return [
    colors.dim(`${blank} |`),
    `${colors.dim(`${margin} |`)} ${text}`,
    `${colors.dim(`${blank} |`)} ${colors.red(marker)}`,
  ];
}

/** How many units beside a place are looked at for each column: a character and its accents are several. */
const UNITS = 8;

/** The part of a long line around the unit `start`, so that a frame fits a screen. */
function cut(line: string, start: number, width: number): { from: number; text: string } {
  const first = Math.max(0, start - width * UNITS);
  const near = printable(line.slice(first, start + width * UNITS));
  if (displayWidth(near) <= width) return { from: first, text: near };
  const drawn = graphemes(near);
  let total = 0;
  const columns = drawn.map(({ width: own }) => {
    total += own;
    return total - own;
  });
  const before = displayWidth(near.slice(0, start - first));
  const left = Math.min(before - Math.floor(width / 2), total - width);
  const from = columns.findIndex((column) => column >= left);
  const right = (columns[from] ?? 0) + width;
  const to = columns.findIndex((column, i) => column + (drawn[i]?.width ?? 0) > right);
  const index = drawn[from]?.index ?? 0;
  return { from: first + index, text: near.slice(index, drawn[to]?.index) };
}
