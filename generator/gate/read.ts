import { ROOTS } from '../emit/paths.ts';
import { type Blobs, openBlobs } from './blobs.ts';
import { mayInclude } from './changes.ts';
import { type Entries, readEntries } from './entries.ts';
import type { Git } from './git.ts';

/** The index of a repository, as far as a fleet's files and its generated tree go. */
export interface Staged {
  entries: Entries;
  blobs: Blobs;
}

/** Reads from git's index what a fleet of this file needs. */
export function readStaged(git: Git, file: string): Staged {
  const near = readEntries(git, [file, ...ROOTS]);
  const { oid } = near.get(file) ?? {};
  const blobs = openBlobs(git, oid?.length === 64 ? 'sha256' : 'sha1');
  const text = oid === undefined ? undefined : blobs.text(oid);
  const isPlain = near.get(file)?.mode.startsWith('100') ?? true;
  return { entries: isPlain && !mayInclude(text ?? '') ? near : readEntries(git), blobs };
}
