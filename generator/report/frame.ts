import type { Location } from '../diagnostics/diagnostic.ts';
import type { Colors } from './colors.ts';
import { printable } from './printable.ts';

/**
 * The line a location points at, with a marker below the range; empty when the text is not known.
 * @param lines of the file, without their `\n`
 */
export function codeFrame(at: Location, lines: readonly string[] | undefined, colors: Colors): string[] {
  const line = lines?.[at.line - 1]?.replace(/\r$/, '');
  if (line === undefined) return [];
  const margin = String(at.line);
  const blank = ' '.repeat(margin.length);
  const start = Math.min(at.column - 1, line.length);
  const end =
    at.endLine === at.line && at.endColumn !== undefined
      ? Math.min(at.endColumn - 1, line.length)
      : line.length;
  const window = cut(line, start);
  const marker = `${' '.repeat(start - window.from)}${'^'.repeat(Math.max(1, Math.min(end, window.from + window.text.length) - start))}`;
  return [
    colors.dim(`${blank} |`),
    `${colors.dim(`${margin} |`)} ${window.text}`,
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
