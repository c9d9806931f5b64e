import { ROOTS } from '../emit/paths.ts';
import { type Blobs, commitName, openBlobs } from '../git/blobs.ts';
import { type Changes, isGenerated, mayInclude } from '../git/changes.ts';
import { type Entries, type Entry, readCommitEntries, readEntries } from '../git/entries.ts';
import type { Git } from '../git/git.ts';

/** The index of a repository, as far as a fleet's files and its generated tree go; or a commit. */
export interface Staged {
  entries: Entries;
  /** Whether these are all of the fleet's folder. */
  isWhole: boolean;
  blobs: Blobs;
}

/** The commit that the index is compared with. */
export interface Since {
  /** A revision, HEAD for one. */
  revision: string;
  /** The files in which the index differs. */
  changes: Changes;
}

/**
 * Reads from git's index what a fleet of this file needs, and with it what will be asked of the commit that it is compared with.
 * @param like the text of the fleet's file in the work tree, which most likely is what is staged
 */
export function readStaged(git: Git, file: string, like: string | undefined, since?: Since): Staged {
  const paths = pathsFor(file, like);
  const entries = readEntries(git, paths);
  const oid = entries.get(file)?.oid;
  const blobs = openBlobs(git, oid);
  blobs.know([like ?? '']);
  blobs.fetch([...(oid === undefined ? [] : [oid]), ...(since ? namesBefore(file, since) : [])]);
  const isEnough = paths === undefined || namesNothing(file, entries, blobs);
  return { entries: isEnough ? entries : readEntries(git), isWhole: paths === undefined || !isEnough, blobs };
}

function namesBefore(file: string, { revision, changes }: Since): string[] {
  const old = [...changes].flatMap(([path, entry]) =>
    entry && isText(file, path, entry) ? [entry.oid] : [],
  );
  return [commitName(revision), ...old];
}

/** Whether an entry is the fleet's file or a generated one. */
function isText(file: string, path: string, { mode }: Entry): boolean {
  return mode.startsWith('100') && (path === file || isGenerated(path));
}

/** The commit that the index was compared with, from both; undefined where its fleet may name files that were not read. */
export function readBefore(
  { entries, isWhole, blobs }: Staged,
  file: string,
  { changes }: Since,
): Staged | undefined {
  const before = new Map(entries);
  for (const [path, entry] of changes) {
    if (entry) before.set(path, entry);
    else before.delete(path);
  }
  const isEnough = isWhole || namesNothing(file, before, blobs);
  return isEnough ? { entries: before, isWhole, blobs } : undefined;
}

/**
 * The same from a commit, with the texts of all generated files.
 * @param like the text that the fleet's file has elsewhere, and most likely there
 */
export function readCommit(git: Git, commit: string, file: string, blobs: Blobs, like: string): Staged {
  const paths = pathsFor(file, like);
  const found = readCommitEntries(git, commit, paths);
  blobs.fetch([...found].flatMap(([path, entry]) => (isText(file, path, entry) ? [entry.oid] : [])));
  const isEnough = paths === undefined || namesNothing(file, found, blobs);
  return {
    entries: isEnough ? found : readCommitEntries(git, commit),
    isWhole: paths === undefined || !isEnough,
    blobs,
  };
}

/** Whether a fleet needs nothing but its file and its generated tree. */
function namesNothing(file: string, entries: Entries, blobs: Blobs): boolean {
  return !isLink(entries, file) && pathsFor(file, blobs.text(entries.get(file)?.oid ?? '')) !== undefined;
}

/** The paths that a fleet needs: its file and its generated tree, or undefined where its text may name others. */
function pathsFor(file: string, text: string | undefined): string[] | undefined {
  return mayInclude(text ?? '') ? undefined : [file, ...ROOTS];
}

function isLink(entries: Entries, file: string): boolean {
  return entries.get(file)?.mode.startsWith('100') === false;
}
