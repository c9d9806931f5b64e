import { ROOTS } from '../emit/paths.ts';
import { type Blobs, openBlobs } from './blobs.ts';
import { isGenerated } from './changes.ts';
import { type Entries, readCommitEntries, readIndexEntries } from './entries.ts';
import type { Git } from './runner.ts';

/** A fleet's folder as git's index or a commit has it. Paths are relative to the folder. */
export interface Snapshot {
  /** The fleet's file and its generated tree. */
  entries: Entries;
  /** All files of the folder, read when they are first needed: an included file or a workload can be any. */
  all(): Entries;
  blobs: Blobs;
}

/**
 * Reads a fleet's folder from git's index.
 * @param git at the top of the work tree
 * @param folder below the top, empty or ending in `/`
 * @param file the fleet's file
 */
export function readIndex(git: Git, folder: string, file: string): Snapshot {
  const entries = readIndexEntries(git, folder, [file, ...ROOTS]);
  return snapshot(entries, () => readIndexEntries(git, folder), openBlobs(git, entries.get(file)?.oid));
}

/** Reads a fleet's folder from a commit. */
export function readCommit(git: Git, commit: string, folder: string, file: string, blobs: Blobs): Snapshot {
  const entries = readCommitEntries(git, commit, folder, [file, ...ROOTS]);
  return snapshot(entries, () => readCommitEntries(git, commit, folder), blobs);
}

function snapshot(entries: Entries, readAll: () => Entries, blobs: Blobs): Snapshot {
  let all: Entries | undefined;
  return {
    entries,
    all: () => {
      all ??= readAll();
      return all;
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
