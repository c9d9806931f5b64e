import { join } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { isBelow, OUTPUT_RECORD, recordedFolders } from '../emit/roots.ts';
import type { FleetFolder } from '../gate/fleets.ts';
import { holdsNothing } from '../gate/holds-nothing.ts';
import { namesAny, patternsIn } from '../gate/named.ts';
import { type BaseSnapshot, openBase } from '../git/base-snapshot.ts';
import type { Blobs } from '../git/blobs.ts';
import { type Changes, changesBelow } from '../git/changes.ts';
import type { Repository } from '../git/repository.ts';
import { openGit } from '../git/runner.ts';
import { type FleetFiles, readIndex, type Snapshot } from '../git/snapshot.ts';
import { snapshotHost } from '../git/snapshot-host.ts';
import type { LoadHost } from '../load/index.ts';
import type { Context, Options } from './command.ts';
import { FLEET_FILE } from './fleet-file.ts';
import { workTreeReader } from './work-tree.ts';

/** One fleet of what git is about to commit. */
export interface StagedRequest extends FleetFolder {
  repository: Repository;
  blobs: Blobs;
  /** What is staged, by path from the top; undefined to check everything. */
  changes: Changes | undefined;
  /** The commit that changes are searched from, where it is not HEAD. */
  since: string | undefined;
}

/** A fleet in the index that the change concerns. */
export interface StagedFolder {
  /** The fleet's folder below the top, empty or ending in `/`, and where it is on disk. */
  folder: string;
  root: string;
  /** What is staged of the whole repository, and below the folder; undefined to check everything. */
  staged: Changes | undefined;
  changes: Changes | undefined;
  index: Snapshot;
  host: LoadHost;
  /** What clusters have. */
  base: BaseSnapshot | { problem: Diagnostic } | undefined;
}

/**
 * Reads of the index and of the base what the check of a fleet needs, before its code is loaded: git starts
 * faster from a small process. Gives `undefined` when the change does not affect the fleet.
 */
export function openStagedFolder(
  context: Context,
  options: Options,
  { repository, blobs, folder, document, changes: staged, since }: StagedRequest,
): StagedFolder | undefined {
  const changes = staged && changesBelow(staged, folder);
  if (changes?.size === 0) return undefined;
  const { top, gitFolder, commits } = repository;
  const git = openGit(top, context);
  const root = join(top, folder);
  const disk = workTreeReader(root);
  const { include, named } = patternsIn(document);
  const text = disk(FLEET_FILE);
  if (text !== undefined) blobs.know([text]);
  const files: FleetFiles = {
    file: FLEET_FILE,
    patterns: [...include, ...named],
    roots: changes?.has(OUTPUT_RECORD)
      ? recordedFolders(blobs.text(changes.get(OUTPUT_RECORD)?.oid ?? ''))
      : [],
  };
  const index = context.stage('index', () => readIndex(git, folder, files, blobs));
  const isOurs = (path: string): boolean => path === FLEET_FILE || isBelow(path, index.roots);
  const host = snapshotHost(index, disk);
  const changed = [...(changes?.keys() ?? [])];
  if (changes && !changed.some(isOurs) && !namesAny(host, FLEET_FILE, changed)) return undefined;
  if (changes && holdsNothing(index, FLEET_FILE)) return undefined;
  // The base most likely has what was there before the change.
  if (changes) blobs.fetch([...changes].flatMap(([path, old]) => (isOurs(path) ? (old?.oid ?? []) : [])));
  const base = context.stage('base', () =>
    openBase({ git, gitFolder, folder, files, blobs }, context, {
      base: typeof options.base === 'string' ? options.base : undefined,
      since,
      orHead: true,
      commits,
    }),
  );
  return { folder, root, staged, changes, index, host, base };
}
