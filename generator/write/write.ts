import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { Tree } from '../emit/tree.ts';
import { apply, type OnFile } from './apply.ts';
import { type Comparison, compareTree } from './compare.ts';
import { type Disk, openDisk } from './disk.ts';
import { systemError, WriteError } from './error.ts';
import { withLock } from './lock.ts';
import { lockPathOf } from './lock-path.ts';
import { parentsOf, pathFault } from './path.ts';

export interface WriteOptions {
  /** What happens to files of ours that were edited by hand. Default `overwrite`. */
  edits?: 'overwrite' | 'refuse';
  /** How long to wait for another run on the same root, in milliseconds. Default 5000. */
  lockWait?: number;
  /** The disk to write to. Default is the real one below `root`. */
  disk?: Disk;
  onFile?: OnFile;
}

/** What was done. Paths are relative to the root and sorted. */
export interface WriteResult {
  /** Files that were made or replaced. */
  written: string[];
  /** Files of ours that the tree no longer has. */
  removed: string[];
  /** How many files already were as the tree wants them; they keep their modification time. */
  unchanged: number;
  /** Those of `written` and `removed` that somebody had edited by hand. */
  edited: string[];
}

/**
 * Makes the disk below `root` match the tree: changed files are replaced one by one, each atomically, then
 * files of ours that the tree no longer has are removed, and the folders this leaves empty. Files that are not
 * ours are neither touched nor replaced. All new text is on the disk before the first file is replaced, so a
 * full disk changes nothing. A run killed at any moment leaves whole files, old or new; the next run does the rest.
 * @param root folder of the repository, absolute
 * @throws {WriteError} and has changed nothing, unless the system refused to rename or remove a file midway
 */
export function writeTree(tree: Tree, root: string, options: WriteOptions = {}): WriteResult {
  const real = realRoot(root);
  const disk = options.disk ?? openDisk(real);
  return withLock(lockPathOf(real, tmpdir()), options.lockWait ?? 5000, () => {
    const comparison = compareOnDisk(tree, real, disk);
    refuseObstacles(comparison);
    if (options.edits === 'refuse') refuseEdits(comparison);
    apply(tree, comparison, disk, options.onFile);
    return resultOf(comparison);
  });
}

/**
 * Reports what `writeTree` would do, without changing anything.
 * @param root folder of the repository, absolute
 * @param disk default is the real one below `root`
 * @throws {WriteError} `bad-path`, or what keeps the disk from being read
 */
export function compareOnDisk(tree: Tree, root: string, disk?: Disk): Comparison {
  refuseBadPaths(tree);
  const real = realRoot(root);
  try {
    return compareTree(tree, disk ?? openDisk(real));
  } catch (error) {
    const path = error instanceof Error && 'path' in error ? String(error.path) : real;
    throw systemError(error, path.startsWith(`${real}/`) ? path.slice(real.length + 1) : path, 'read');
  }
}

/** @throws {WriteError} `bad-path` when a path is not clean, leaves the root, or is a file and a folder at once */
function refuseBadPaths(tree: Tree): void {
  for (const path of [...tree.roots, ...tree.files.keys()]) {
    const above = parentsOf(path).find((parent) => tree.files.has(parent));
    const fault = pathFault(path) ?? (above === undefined ? undefined : `is below ${above}, which is a file`);
    if (fault === undefined) continue;
    const message = `The path ${JSON.stringify(path)} ${fault}`;
    throw new WriteError('bad-path', [path], message, 'Use names of letters, digits, - and _');
  }
}

function realRoot(root: string): string {
  try {
    return realpathSync(root);
  } catch (error) {
    throw systemError(error, root, 'read');
  }
}

function refuseObstacles({ foreign }: Comparison): void {
  const links = foreign.filter(({ kind }) => kind === 'link').map(({ path }) => path);
  const [link, ...moreLinks] = links;
  if (link !== undefined) {
    const message = `${named(links)} is a symbolic link, and a generated file would be written through it`;
    const help = `Replace ${link} with a real file or folder, or remove it`;
    throw new WriteError('symbolic-link', [link, ...moreLinks], message, help);
  }
  const paths = foreign.map(({ path }) => path);
  const [path, ...more] = paths;
  if (path === undefined) return;
  const message = `${named(paths)} is in the way: it is not generated, and a generated file or folder belongs there`;
  throw new WriteError('foreign', [path, ...more], message, `Move ${path} away or remove it, then run again`);
}

function refuseEdits(comparison: Comparison): void {
  const [path, ...more] = editedIn(comparison);
  if (path === undefined) return;
  const message = `${named([path, ...more])} was edited by hand, and the edits would be lost`;
  throw new WriteError(
    'edited',
    [path, ...more],
    message,
    'Make the change in fleet.yaml, or allow edits to be overwritten',
  );
}

function named(paths: string[]): string {
  const [first, ...more] = paths;
  return more.length === 0 ? `${first}` : `${first} (and ${more.length} more)`;
}

function editedIn({ changed, stale }: Comparison): string[] {
  return [...changed, ...stale]
    .filter(({ edited }) => edited)
    .map(({ path }) => path)
    .sort();
}

function resultOf(comparison: Comparison): WriteResult {
  return {
    written: [...comparison.missing, ...comparison.changed.map(({ path }) => path)].sort(),
    removed: comparison.stale.map(({ path }) => path),
    unchanged: comparison.unchanged.length,
    edited: editedIn(comparison),
  };
}
