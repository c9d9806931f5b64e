import { splitNul } from './changes.ts';
import { GateError } from './error.ts';
import type { Git } from './git.ts';

/** What stands at one path of git's index, or of a commit. */
export interface Entry {
  /** As git writes it: `100644`, `100755`, `120000` for a link, `160000` for a submodule. */
  mode: string;
  /** The object's name in hexadecimal; its length tells the repository's hash. */
  oid: string;
}

/** Entries by path, relative to the fleet's folder. */
export type Entries = ReadonlyMap<string, Entry>;

const EMPTY_BLOBS = [
  'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391',
  '473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813',
];

/**
 * Reads the entries of git's index at and below the paths, or all of the fleet's folder.
 * @throws {GateError} `unmerged` when one of them waits for a conflict to be resolved
 */
export function readEntries(git: Git, paths: readonly string[] = ['.']): Entries {
  const entries = new Map<string, Entry>();
  let mayBePromised = false;
  for (const line of splitNul(git(['--literal-pathspecs', 'ls-files', '--stage', '-z', '--', ...paths]))) {
    const tab = line.indexOf('\t');
    const [mode = '', oid = '', stage] = line.slice(0, tab).split(' ');
    const path = line.slice(tab + 1);
    if (stage !== '0') throw unmerged(path);
    entries.set(path, { mode, oid });
    mayBePromised ||= EMPTY_BLOBS.includes(oid);
  }
  // `git add --intent-to-add` puts an empty file into the index that a commit leaves out.
  if (mayBePromised) for (const path of promisedFiles(git, paths)) entries.delete(path);
  return entries;
}

/** Reads the entries of a commit at and below the paths, or all of the fleet's folder. */
export function readCommitEntries(git: Git, commit: string, paths: readonly string[] = []): Entries {
  return new Map(
    splitNul(git(['ls-tree', '-r', '-z', commit, '--', ...paths])).map((line) => {
      const tab = line.indexOf('\t');
      const [mode = '', , oid = ''] = line.slice(0, tab).split(' ');
      return [line.slice(tab + 1), { mode, oid }];
    }),
  );
}

function promisedFiles(git: Git, paths: readonly string[]): string[] {
  const args = ['diff-files', '--diff-filter=A', '--relative', '--name-only', '-z', '--', ...paths];
  return splitNul(git(['--literal-pathspecs', ...args]));
}

function unmerged(path: string): GateError {
  return new GateError(
    'unmerged',
    `${path} has a conflict that is not resolved`,
    `Resolve it, then git add ${path}`,
  );
}
