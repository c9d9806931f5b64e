import { type Cache, memoryFileSystem } from '@kustomize-ts/core';
import { openRevision, type RevisionState } from '../check/update/revision.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { type Fleet, loadFleet } from '../load/index.ts';
import type { BaseSnapshot } from './base-snapshot.ts';
import { generatedTexts } from './snapshot.ts';
import { snapshotHost } from './snapshot-host.ts';

/** A commit's fleet, and what clusters have by it; without it clusters have nothing, or a diagnostic says why that is unknown. */
export interface LoadedBase {
  fleet?: Fleet;
  state?: RevisionState;
  diagnostics: Diagnostic[];
}

export interface LoadBaseOptions {
  /** The fleet's file. */
  file: string;
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
  { file, changed, folder, cache }: LoadBaseOptions,
): LoadedBase {
  if (!snapshot.entries.has(file)) return { diagnostics: [] };
  const { fleet, diagnostics } = loadFleet(snapshotHost(snapshot), file, { withRules: false });
  if (!fleet) return { diagnostics: [unreadable(name, diagnostics[0]?.message ?? 'it is not a fleet')] };
  const files = memoryFileSystem(Object.fromEntries(generatedTexts(snapshot)));
  return {
    fleet,
    state: openRevision({ fleet, files, root: '/', name, changed, folder, cache }),
    diagnostics: [],
  };
}

function unreadable(name: string, reason: string): Diagnostic {
  return {
    code: 'base-unreadable',
    severity: 'warning',
    message: `updates are not checked: the fleet at ${name} cannot be read: ${reason}`,
    help: 'Name a revision whose fleet is valid with --base, or none',
  };
}
