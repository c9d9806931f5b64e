import { type Cache, memoryFileSystem } from '@kustomize-ts/core';
import { openRevision, type RevisionState } from '../check/update/revision.ts';
import { type Fleet, loadFleet } from '../load/index.ts';
import type { BaseSnapshot } from './base-snapshot.ts';
import { generatedTexts } from './snapshot.ts';
import { snapshotHost } from './snapshot-host.ts';

/** A commit's fleet, and what clusters have by it; without it clusters have nothing, or `fault` says why that is unknown. */
export interface LoadedBase {
  fleet?: Fleet;
  state?: RevisionState;
  /** A clause, such as `the fleet at main cannot be read: it is not a fleet`. */
  fault?: string;
}

export interface LoadBaseOptions {
  /** The fleet's file. */
  file: string;
  /** The commit's fleet, where it is loaded already. */
  fleet?: Fleet | undefined;
  /** The environments whose files differ from it; without it any may. */
  changed?: ReadonlySet<string> | undefined;
  /** The fleet's folder below the one that messages name files from, empty or ending in `/`. */
  folder?: string | undefined;
  /** Files that were parsed already; none without it. */
  cache?: Cache;
}

/** Loads the fleet of a commit. What a cluster has is rendered when its first object is needed. */
export function loadBase(
  { name, files: snapshot }: Pick<BaseSnapshot, 'name' | 'files'>,
  { file, fleet: known, changed, folder, cache }: LoadBaseOptions,
): LoadedBase {
  if (!snapshot.entries.has(file)) return {};
  const { fleet, diagnostics } = known
    ? { fleet: known, diagnostics: [] }
    : loadFleet(snapshotHost(snapshot), file, { withRules: false });
  if (!fleet)
    return {
      fault: `the fleet at ${name} cannot be read: ${diagnostics[0]?.message ?? 'it is not a fleet'}`,
    };
  const files = memoryFileSystem(Object.fromEntries(generatedTexts(snapshot)));
  return {
    fleet,
    state: openRevision({ fleet, files, root: '/', name, changed, folder, cache }),
  };
}

export const BASE_HELP = 'With --base, name a revision whose fleet is valid, or none';
