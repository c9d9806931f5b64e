import { ROOTS } from '../emit/paths.ts';
import { type Blobs, openBlobs } from './blobs.ts';
import { mayInclude } from './changes.ts';
import { type Entries, readCommitEntries, readEntries } from './entries.ts';
import type { Git } from './git.ts';

/** The index of a repository, as far as a fleet's files and its generated tree go; or a commit. */
export interface Staged {
  entries: Entries;
  blobs: Blobs;
}

/** Reads from git's index what a fleet of this file needs. */
export function readStaged(git: Git, file: string): Staged {
  const near = readEntries(git, [file, ...ROOTS]);
  const oid = near.get(file)?.oid ?? '';
  const blobs = openBlobs(git, hashOf(oid));
  return { entries: isAlone(near, blobs, file) ? near : readEntries(git), blobs };
}

/** The same from a commit, with the texts of all generated files. */
export function readCommit(
  git: Git,
  commit: string,
  file: string,
  blobs = openBlobs(git, hashOf(commit)),
): Staged {
  const near = readCommitEntries(git, commit, [file, ...ROOTS]);
  blobs.fetch([...near.values()].flatMap(({ mode, oid }) => (mode.startsWith('100') ? [oid] : [])));
  return { entries: isAlone(near, blobs, file) ? near : readCommitEntries(git, commit), blobs };
}

/** Whether a fleet needs no file besides its own and its generated tree. */
function isAlone(entries: Entries, blobs: Blobs, file: string): boolean {
  const { oid, mode } = entries.get(file) ?? {};
  const text = oid === undefined ? '' : (blobs.text(oid) ?? '');
  return (mode?.startsWith('100') ?? true) && !mayInclude(text);
}

/** A repository's hash, by the length of its objects' names. */
export function hashOf(name: string): 'sha1' | 'sha256' {
  return name.length === 64 ? 'sha256' : 'sha1';
}
