import { ROOTS } from '../emit/paths.ts';
import { type Blobs, openBlobs } from './blobs.ts';
import { isGenerated, mayInclude } from './changes.ts';
import { type Entries, type Entry, readCommitEntries, readEntries } from './entries.ts';
import type { Git } from './git.ts';

/** The index of a repository, as far as a fleet's files and its generated tree go; or a commit. */
export interface Staged {
  entries: Entries;
  blobs: Blobs;
}

/**
 * Reads from git's index what a fleet of this file needs.
 * @param since a commit of which the fleet's file will be asked for, too
 */
export function readStaged(git: Git, file: string, since = 'HEAD'): Staged {
  const blobs = openBlobs(git);
  const name = `:./${file}`;
  blobs.fetch([name, `${since}:./${file}`]);
  const entries = readEntries(git, pathsFor(file, blobs.text(name)));
  return { entries: isLink(entries, file) ? readEntries(git) : entries, blobs };
}

/**
 * The same from a commit, with the texts of all generated files.
 * @param like the text that the fleet's file has elsewhere, and most likely there
 */
export function readCommit(git: Git, commit: string, file: string, blobs: Blobs, like: string): Staged {
  const paths = pathsFor(file, like);
  const found = readCommitEntries(git, commit, paths);
  const isWanted = (path: string, { mode }: Entry) =>
    mode.startsWith('100') && (path === file || isGenerated(path));
  blobs.fetch([...found].flatMap(([path, entry]) => (isWanted(path, entry) ? [entry.oid] : [])));
  const text = blobs.text(found.get(file)?.oid ?? '');
  const isEnough = paths === undefined || (!isLink(found, file) && pathsFor(file, text) !== undefined);
  return { entries: isEnough ? found : readCommitEntries(git, commit), blobs };
}

/** The paths that a fleet needs: its file and its generated tree, or undefined where its text may name others. */
function pathsFor(file: string, text: string | undefined): string[] | undefined {
  return mayInclude(text ?? '') ? undefined : [file, ...ROOTS];
}

function isLink(entries: Entries, file: string): boolean {
  return entries.get(file)?.mode.startsWith('100') === false;
}
