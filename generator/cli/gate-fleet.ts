import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { firstToFix, withErrorsFirst } from '../check/errors-first.ts';
import { type Diagnostic, exitCodeOf, hasErrors } from '../diagnostics/diagnostic.ts';
import { isBelow, OUTPUT_RECORD, recordedFolders } from '../emit/roots.ts';
import { startKubeconform } from '../external/kubeconform/start.ts';
import { type OutOfSync, syncCommands, withStagingHelp } from '../gate/advice.ts';
import { affectedBy } from '../gate/change.ts';
import type { FleetFolder } from '../gate/fleets.ts';
import { namesAny, patternsIn } from '../gate/named.ts';
import { holdsNothing, openStaged, type StagedFleet } from '../gate/project.ts';
import { openBase } from '../git/base-snapshot.ts';
import type { Blobs } from '../git/blobs.ts';
import { type Changes, changesBelow } from '../git/changes.ts';
import { withPrefix } from '../git/prefix.ts';
import type { Git } from '../git/runner.ts';
import { type FleetFiles, readIndex, type Snapshot } from '../git/snapshot.ts';
import { snapshotHost } from '../git/snapshot-host.ts';
import { diskHost } from '../load/disk.ts';
import type { Fleet, LoadHost } from '../load/index.ts';
import { plural } from '../report/scope.ts';
import { compareTree } from '../write/compare.ts';
import { openDisk } from '../write/disk.ts';
import { checkFleet } from './check-fleet.ts';
import type { Context, Options, Outcome } from './command.ts';
import { FLEET_FILE } from './fleet-file.ts';
import { isInSync } from './in-sync.ts';
import { workTreeReader } from './work-tree.ts';

/** One fleet of what git is about to commit. */
export interface StagedRequest extends FleetFolder {
  /** Git at the top of the work tree, the top, and git's own folder for it. */
  git: Git;
  top: string;
  gitFolder: string;
  blobs: Blobs;
  /** What is staged, by path from the top; undefined to check everything. */
  changes: Changes | undefined;
  /** The commit that changes are searched from, where it is not HEAD. */
  since: string | undefined;
}

/** Checks a fleet in the index; `undefined` when the change does not concern it. */
export async function checkStaged(
  context: Context,
  options: Options,
  { git, top, gitFolder, blobs, folder, document, changes: all, since }: StagedRequest,
): Promise<Outcome | undefined> {
  const changes = all && changesBelow(all, folder);
  if (changes?.size === 0) return undefined;
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
  const host = snapshotHost(index, disk);
  if (changes && !concerns(host, index.roots, [...changes.keys()])) return undefined;
  if (changes && holdsNothing(index, FLEET_FILE)) return undefined;

  const place = { host, folder };
  const kubeconform = await startKubeconform(options, context);
  const { project, diagnostics } = openStaged(index, host, FLEET_FILE, context.stage);
  if (!project) return stopped(place, { exitCode: 2, diagnostics, result: {} }, '');
  const { fleet, tree, inputs, comparison } = project;
  const affected = changes && context.stage('affected', () => affectedBy(fleet, index, changes));
  const every = Object.keys(fleet.spec.environments);
  const only = affected && every.every((name) => affected.has(name)) ? undefined : affected;
  const base = context.stage('base', () =>
    openBase({ git, gitFolder, folder, files, blobs }, context, {
      base: typeof options.base === 'string' ? options.base : undefined,
      since,
      orHead: true,
    }),
  );
  if (base && 'problem' in base)
    return stopped(place, { exitCode: 2, diagnostics: [base.problem], result: {} }, '');
  const current = isInSync(comparison, fleet) ? currentFiles(index, fleet) : undefined;
  const found = await checkFleet(context, options, {
    fleet,
    tree,
    inputs,
    base,
    current,
    folder,
    only,
    kubeconform,
  });
  const names = every.filter((name) => only?.has(name) ?? true);
  const outcome: Outcome = {
    exitCode: 0,
    diagnostics: [...diagnostics, ...found],
    summary: `${folder === '' ? '' : `${folder.slice(0, -1)}: `}${plural(names.length, 'environment')} checked: every cluster would accept what the commit brings`,
    result: { staged: all?.size ?? 0, fleets: [{ file: `${folder}${FLEET_FILE}`, environments: names }] },
  };
  if (!hasErrors(outcome.diagnostics)) return placed(place, outcome);
  const sync = existsSync(root) ? outOfSync(root, project, host, folder) : undefined;
  const isStaged = sync?.unstagedSources.length === 0;
  const staged = sync ? withStagingHelp(outcome.diagnostics, sync) : outcome.diagnostics;
  // What is staged only in part may be right on disk.
  const advised = isStaged ? withErrorsFirst(staged, folder) : staged;
  const error = isStaged ? firstToFix(staged, folder) : undefined;
  return stopped(
    place,
    { ...outcome, exitCode: exitCodeOf(advised), diagnostics: advised },
    sync ? [error && `first fix ${error}`, syncCommands(sync)].filter(Boolean).join(', then ') : '',
  );
}

/** Whether a change can alter what a fleet declares or generates. */
function concerns(host: LoadHost, roots: readonly string[], changed: readonly string[]): boolean {
  if (changed.some((path) => path === FLEET_FILE || isBelow(path, roots))) return true;
  return namesAny(host, FLEET_FILE, changed);
}

/** Git's names of the fleet's files and of its tree in the index. */
function currentFiles(index: Snapshot, { sources }: Fleet): Map<string, string> {
  const names = new Map<string, string>();
  for (const [path, { oid }] of index.entries) if (isBelow(path, index.roots)) names.set(path, oid);
  for (const path of sources.files) {
    const entry = index.entry(path);
    if (entry) names.set(path, entry.oid);
  }
  return names;
}

/** What `syncCommands` needs to know of the disk; `undefined` when the index is in sync. */
function outOfSync(
  folder: string,
  { fleet, tree, comparison }: StagedFleet,
  staged: LoadHost,
  prefix: string,
): OutOfSync | undefined {
  const { missing, changed, stale, foreign } = comparison;
  if (missing.length + changed.length + stale.length + foreign.length === 0) return undefined;
  const root = realpathSync(folder);
  const disk = diskHost(root);
  const unstagedSources = fleet.sources.files.filter((file) => disk.readFile(file) !== staged.readFile(file));
  return { staged: comparison, disk: compareTree(tree, openDisk(root)), unstagedSources, prefix };
}

/** Where an outcome's files are: the staged texts, and the fleet's folder below the top. */
interface Place {
  host: LoadHost;
  folder: string;
}

function stopped(place: Place, outcome: Outcome, advice: string | undefined): Outcome {
  const summary = ['the commit is stopped', advice].filter(Boolean).join(': ');
  return placed(place, { ...outcome, summary });
}

/** The outcome with files named from the top of the work tree, and with the staged text of each. */
function placed({ host, folder }: Place, outcome: Outcome): Outcome {
  const diagnostics: Diagnostic[] = withPrefix(outcome.diagnostics, folder);
  const textOf = (file: string): string | undefined =>
    file.startsWith(folder) ? host.readFile(file.slice(folder.length)) : undefined;
  return { ...outcome, diagnostics, textOf, isFromTop: true };
}
