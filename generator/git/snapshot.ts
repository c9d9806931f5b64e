import { ROOTS } from '../emit/paths.ts';
import { literalStart } from '../load/patterns.ts';
import { type Blobs, openBlobs } from './blobs.ts';
import { type Entries, type Entry, readCommitEntries, readIndexEntries } from './entries.ts';
import { isGenerated } from './generated.ts';
import type { Git } from './runner.ts';

/** A fleet's folder as git's index or a commit has it. Paths are relative to the folder. */
export interface Snapshot {
  /** The fleet's file, its generated tree, and the files that it names. */
  entries: Entries;
  /** What there is at any path. All files of the folder are read for the first path that is not among those. */
  entry(path: string): Entry | undefined;
  /** All entries that patterns may match. */
  candidates(patterns: readonly string[]): Entries;
  blobs: Blobs;
}

/** What is read of a fleet's folder: the fleet's file, its generated tree, and what its patterns name. */
export function pathsOfFleet(file: string, patterns: readonly string[]): string[] {
  return [...new Set([file, ...ROOTS, ...patterns.flatMap((pattern) => literalStart(pattern) ?? [])])];
}

/**
 * Reads a fleet's folder from git's index.
 * @param git at the top of the work tree
 * @param folder below the top, empty or ending in `/`
 * @param paths see `pathsOfFleet`
 */
export function readIndex(git: Git, folder: string, paths: readonly string[], blobs?: Blobs): Snapshot {
  const entries = readIndexEntries(git, folder, paths);
  const known = blobs ?? openBlobs(git, [...entries.values()][0]?.oid);
  return snapshot(entries, paths, () => readIndexEntries(git, folder), known);
}

/** Reads a fleet's folder from a commit. */
export function readCommit(
  git: Git,
  commit: string,
  folder: string,
  paths: readonly string[],
  blobs: Blobs,
): Snapshot {
  const entries = readCommitEntries(git, commit, folder, paths);
  return snapshot(entries, paths, () => readCommitEntries(git, commit, folder), blobs);
}

function snapshot(
  entries: Entries,
  paths: readonly string[],
  readAll: () => Entries,
  blobs: Blobs,
): Snapshot {
  let read: Entries | undefined;
  const all = (): Entries => {
    read ??= readAll();
    return read;
  };
  const isRead = (path: string): boolean => paths.some((one) => path === one || path.startsWith(`${one}/`));
  return {
    entries,
    entry: (path) => (isRead(path) ? entries : all()).get(path),
    candidates: (patterns) => {
      const starts = patterns.map(literalStart);
      return starts.every((start) => start !== undefined && isRead(start)) ? entries : all();
    },
    blobs,
  };
}

/** The texts of the generated tree, by path. */
export function generatedTexts({ entries, blobs }: Snapshot): Map<string, string> {
  const files = [...entries].filter(([path, { mode }]) => isGenerated(path) && mode.startsWith('100'));
  blobs.fetch(files.map(([, { oid }]) => oid));
  return new Map(files.map(([path, { oid }]) => [path, blobs.text(oid) ?? '']));
}
