import { rootsIn } from '../emit/roots.ts';
import type { Git } from './runner.ts';
import { splitNul } from './split-nul.ts';
import { unmergedError } from './unmerged.ts';

/** What git's index, or a commit, has at one path. */
export interface Entry {
  /** As git writes it: `100644`, `100755`, `120000` for a link, `160000` for a submodule. */
  mode: string;
  /** The object's name in hexadecimal; its length shows the repository's hash algorithm. */
  oid: string;
}

/** Entries by path, relative to the fleet's folder. */
export type Entries = ReadonlyMap<string, Entry>;

const EMPTY_BLOBS = [
  'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391',
  '473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813',
];

/**
 * Reads the entries of git's index below a folder.
 * @param git at the top of the work tree
 * @param folder empty or ending in `/`
 * @param paths below the folder; all of it without them
 * @param roots where the fleet's tree lies, for the help of an error
 * @throws {GitError} `unmerged` when one of them has a conflict that is not resolved
 */
export function readIndexEntries(
  git: Git,
  folder: string,
  paths?: readonly string[],
  roots: readonly string[] = rootsIn(undefined),
): Entries {
  const entries = new Map<string, Entry>();
  const specs = specsOf(folder, paths);
  const unmerged = new Set<string>();
  let mayBeIntended = false;
  for (const line of splitNul(
    git.read(['--literal-pathspecs', 'ls-files', '--stage', '-z', '--', ...specs]),
  )) {
    const { mode, oid, stage, path } = readStaged(line);
    if (stage !== '0') unmerged.add(path);
    entries.set(path.slice(folder.length), { mode, oid });
    mayBeIntended ||= EMPTY_BLOBS.includes(oid);
  }
  if (unmerged.size > 0) throw unmergedError(folder, [...unmerged], roots);
  // `git add --intent-to-add` puts an empty file into the index that a commit leaves out.
  if (mayBeIntended) for (const path of intendedFiles(git, specs)) entries.delete(path.slice(folder.length));
  return entries;
}

/** Reads the entries of git's index whose file has a name, by their path from the top; without those that have a conflict. */
export function readNamedEntries(git: Git, name: string): Entries {
  const lines = splitNul(
    git.read(['ls-files', '--full-name', '--stage', '-z', '--', `:(top,glob)**/${name}`]),
  );
  const staged = lines.map(readStaged).filter(({ stage }) => stage === '0');
  return new Map(staged.map(({ path, mode, oid }) => [path, { mode, oid }]));
}

/** Reads `MODE OID STAGE`, a tab and the path. */
function readStaged(line: string): Entry & { stage: string; path: string } {
  const tab = line.indexOf('\t');
  const [mode = '', oid = '', stage = ''] = line.slice(0, tab).split(' ');
  return { mode, oid, stage, path: line.slice(tab + 1) };
}

/** Reads the entries of a commit below a folder, or at those paths below it. */
export function readCommitEntries(
  git: Git,
  commit: string,
  folder: string,
  paths?: readonly string[],
): Entries {
  return new Map(
    splitNul(git.read(['ls-tree', '-r', '-z', commit, '--', ...specsOf(folder, paths)])).map((line) => {
      const { mode, oid, path } = readCommitted(line);
      return [path.slice(folder.length), { mode, oid }];
    }),
  );
}

/** Reads what `git ls-tree` lists: `MODE TYPE OID`, a tab and the path. */
export function readCommitted(line: string): Entry & { path: string } {
  const tab = line.indexOf('\t');
  const [mode = '', , oid = ''] = line.slice(0, tab).split(' ');
  return { mode, oid, path: line.slice(tab + 1) };
}

function specsOf(folder: string, paths: readonly string[] = ['']): string[] {
  return paths.map((path) => folder + path || '.');
}

function intendedFiles(git: Git, specs: readonly string[]): string[] {
  const args = ['diff-files', '--diff-filter=A', '--name-only', '-z', '--', ...specs];
  return splitNul(git.read(['--literal-pathspecs', ...args]));
}
