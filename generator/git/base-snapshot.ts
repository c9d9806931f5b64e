import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { isBelow } from '../emit/roots.ts';
import { type Base, type BaseOptions, resolveBase } from './base.ts';
import { type Blobs, openBlobs } from './blobs.ts';
import type { ProcessContext } from './environment.ts';
import type { Git } from './runner.ts';
import { type FleetFiles, readCommit, type Snapshot } from './snapshot.ts';

/** A base with the fleet's folder as it has it. */
export interface BaseSnapshot extends Base {
  /** The fleet's folder below the top of the work tree, empty or ending in `/`. */
  folder: string;
  files: Snapshot;
}

/** A fleet's place in a repository. */
export interface FleetPlace {
  /** Git at the top of the work tree, and its own folder for that. */
  git: Git;
  gitFolder: string;
  /** The fleet's folder below it, empty or ending in `/`. */
  folder: string;
  /** The files that are read. */
  files: FleetFiles;
  /** Git's objects that are already known. */
  blobs?: Blobs;
}

/** Resolves the base and reads its files; see `resolveBase`. */
export function openBase(
  { git, gitFolder, folder, files: wanted, blobs }: FleetPlace,
  around: ProcessContext,
  options: BaseOptions,
): BaseSnapshot | { problem: Diagnostic } | undefined {
  const base = resolveBase(git, gitFolder, around, options);
  if (!base || 'problem' in base) return base;
  const files = readCommit(
    git,
    { commit: base.commit, folder },
    wanted,
    blobs ?? openBlobs(git, base.commit),
  );
  return { ...base, folder, files };
}

/**
 * The files of a fleet and of its tree that differ from the base.
 * @param current git's names of the files' contents now, by path
 */
export function differingFiles({ files }: BaseSnapshot, current: ReadonlyMap<string, string>): string[] {
  const generated = [...files.entries.keys()].filter((path) => isBelow(path, files.roots));
  return [...new Set([...current.keys(), ...generated])].filter(
    (path) => files.entry(path)?.oid !== current.get(path),
  );
}
