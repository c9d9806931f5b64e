import type { Location } from '../diagnostics/diagnostic.ts';
import type { Colors } from './colors.ts';
import { printable } from './printable.ts';

/** The part of a line around a place, and which of its characters the place covers: from 0, the end exclusive. */
export interface LineFrame {
  text: string;
  start: number;
  end: number;
}

/**
 * The line a location points at; undefined when the text is not known.
 * @param lines of the file, without their `\n`
 */
export function frameOf(at: Location, lines: readonly string[] | undefined): LineFrame | undefined {
  const line = lines?.[at.line - 1]?.replace(/\r$/, '');
  if (line === undefined) return undefined;
  const start = Math.min(at.column - 1, line.length);
  const end =
    at.endLine === at.line && at.endColumn !== undefined
      ? Math.min(at.endColumn - 1, line.length)
      : line.length;
  const { from, text } = cut(line, start);
  return { text, start: start - from, end: Math.max(start - from + 1, Math.min(end - from, text.length)) };
}

/**
 * The line a location points at, with a marker below the range; empty when the text is not known.
 * @param lines of the file, without their `\n`
 */
export function codeFrame(at: Location, lines: readonly string[] | undefined, colors: Colors): string[] {
  const frame = frameOf(at, lines);
  if (!frame) return [];
  const margin = String(at.line);
  const blank = ' '.repeat(margin.length);
  const marker = `${' '.repeat(frame.start)}${'^'.repeat(frame.end - frame.start)}`;
  return [
    colors.dim(`${blank} |`),
    `${colors.dim(`${margin} |`)} ${frame.text}`,
    `${colors.dim(`${blank} |`)} ${colors.red(marker)}`,
  ];
}

const WIDTH = 160;

/** The part of a long line around `column`, so that a frame fits a screen. */
function cut(line: string, column: number): { from: number; text: string } {
  if (line.length <= WIDTH) return { from: 0, text: printable(line) };
  const from = Math.max(0, Math.min(column - WIDTH / 2, line.length - WIDTH));
  return { from, text: printable(line.slice(from, from + WIDTH)) };
}
