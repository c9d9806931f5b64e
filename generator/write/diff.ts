import { formatPatch, type StructuredPatchHunk, structuredPatch } from 'diff';
import type { Tree } from '../emit/tree.ts';
import { type Color, createColors } from '../report/colors.ts';
import type { Comparison } from './compare.ts';
import type { TreeReader } from './reader.ts';

export interface DiffOptions {
  /** Whether to colour for a terminal. Control characters in the files are then shown as `?`. Default false. */
  colour?: boolean;
  /** Unchanged lines around each change. Default 3. */
  context?: number;
}

/** Beyond that many changed lines a file is shown as replaced whole: finding the shortest edit is quadratic. */
const MOST_EDITS = 2000;
const NOWHERE = '/dev/null';
const PAINT: Readonly<Record<string, Color>> = { '+': 'green', '-': 'red', '@': 'cyan' };

/**
 * Shows what writing a tree would do, as a unified diff that `git apply` understands, files in the order of
 * their paths. Only the line ends of a checkout (`\r\n`) are not shown.
 * @returns the empty string when nothing would change
 * @throws what the reader throws
 */
export function diffTree(
  tree: Tree,
  comparison: Comparison,
  reader: TreeReader,
  options: DiffOptions = {},
): string {
  const gone = new Set(comparison.stale.map(({ path }) => path));
  const made = new Set(comparison.missing);
  const paths = [...made, ...gone, ...comparison.changed.map(({ path }) => path)].sort();
  const parts = paths.map((path) => {
    const before = made.has(path) ? undefined : reader.read(path).replaceAll('\r\n', '\n');
    const after = gone.has(path) ? undefined : tree.files.get(path);
    return diffFile(path, before, after, options.context ?? 3);
  });
  return options.colour ? coloured(parts.join('')) : parts.join('');
}

/** One file's part; `undefined` for a side on which there is no file. */
function diffFile(
  path: string,
  before: string | undefined,
  after: string | undefined,
  context: number,
): string {
  const known = before !== undefined && after !== undefined;
  const shortest = known
    ? structuredPatch('', '', before, after, undefined, undefined, { context, maxEditLength: MOST_EDITS })
    : undefined;
  return formatPatch({
    isGit: true,
    oldFileName: before === undefined ? NOWHERE : `a/${path}`,
    newFileName: after === undefined ? NOWHERE : `b/${path}`,
    oldHeader: undefined,
    newHeader: undefined,
    ...(before === undefined ? { isCreate: true, newMode: '100644' } : {}),
    ...(after === undefined ? { isDelete: true, oldMode: '100644' } : {}),
    hunks: shortest?.hunks ?? [wholeHunk(before ?? '', after ?? '')],
  });
}

function wholeHunk(before: string, after: string): StructuredPatchHunk {
  const removed = signed('-', before);
  const added = signed('+', after);
  const lines = [...removed.lines, ...added.lines];
  return { oldStart: 1, oldLines: removed.count, newStart: 1, newLines: added.count, lines };
}

function signed(sign: string, text: string): { lines: string[]; count: number } {
  if (text === '') return { lines: [], count: 0 };
  const ended = text.endsWith('\n');
  const lines = (ended ? text.slice(0, -1) : text).split('\n').map((line) => sign + line);
  return { lines: ended ? lines : [...lines, '\\ No newline at end of file'], count: lines.length };
}

function coloured(diff: string): string {
  const colors = createColors(true);
  return diff
    .replace(/[^\P{Cc}\n\t]/gu, '?')
    .split('\n')
    .map((line) => {
      const color = PAINT[line.charAt(0)];
      return color === undefined ? line : colors[color](line);
    })
    .join('\n');
}
