import { existsSync, realpathSync } from 'node:fs';
import { firstToFix, withErrorsFirst } from '../check/errors-first.ts';
import { type Diagnostic, exitCodeOf, hasErrors } from '../diagnostics/diagnostic.ts';
import { isBelow } from '../emit/roots.ts';
import { startKubeconform } from '../external/kubeconform/start.ts';
import { type OutOfSync, syncCommands, withStagingHelp } from '../gate/advice.ts';
import { affectedBy } from '../gate/change.ts';
import { openStaged, type StagedFleet } from '../gate/project.ts';
import { withPrefix } from '../git/prefix.ts';
import type { Snapshot } from '../git/snapshot.ts';
import { diskHost } from '../load/disk.ts';
import type { Fleet, LoadHost } from '../load/index.ts';
import { plural } from '../report/scope.ts';
import { compareTree } from '../write/compare.ts';
import { openDisk } from '../write/disk.ts';
import { checkFleet } from './check-fleet.ts';
import type { Context, Options, Outcome } from './command.ts';
import { FLEET_FILE } from './fleet-file.ts';
import { isInSync } from './in-sync.ts';
import type { StagedFolder } from './staged-fleet.ts';

/** Checks a fleet in the index. */
export async function checkStaged(
  context: Context,
  options: Options,
  { folder, root, staged: all, changes, index, host, base }: StagedFolder,
): Promise<Outcome> {
  const place = { host, folder };
  const kubeconform = await startKubeconform(options, context);
  const { project, diagnostics } = openStaged(index, host, FLEET_FILE, context.stage);
  if (!project) return stopped(place, { exitCode: 2, diagnostics, result: {} }, '');
  const { fleet, tree, inputs, comparison } = project;
  const affected = changes && context.stage('affected', () => affectedBy(fleet, index, changes));
  const every = Object.keys(fleet.spec.environments);
  const only = affected && every.every((name) => affected.has(name)) ? undefined : affected;
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
    summary: `${folder === '' ? '' : `${folder.slice(0, -1)}: `}${plural(names.length, 'environment')} checked: every cluster would accept this commit`,
    result: { staged: all?.size ?? 0, fleets: [{ file: `${folder}${FLEET_FILE}`, environments: names }] },
  };
  if (!hasErrors(outcome.diagnostics)) return placed(place, outcome);
  const sync = existsSync(root) ? outOfSync(root, project, host, folder) : undefined;
  const isStaged = sync?.unstagedSources.length === 0;
  const staged = sync ? withStagingHelp(outcome.diagnostics, sync) : outcome.diagnostics;
  // A file that is only partly staged may be correct on disk.
  const advised = isStaged ? withErrorsFirst(staged, folder) : staged;
  const error = isStaged ? firstToFix(staged, folder) : undefined;
  return stopped(
    place,
    { ...outcome, exitCode: exitCodeOf(advised), diagnostics: advised },
    sync ? [error && `first fix ${error}`, syncCommands(sync)].filter(Boolean).join(', then ') : '',
  );
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
  const summary = ['the commit is blocked', advice].filter(Boolean).join(': ');
  return placed(place, { ...outcome, summary });
}

/** The outcome with files named from the top of the work tree, and with the staged text of each. */
function placed({ host, folder }: Place, outcome: Outcome): Outcome {
  const diagnostics: Diagnostic[] = withPrefix(outcome.diagnostics, folder);
  const textOf = (file: string): string | undefined =>
    file.startsWith(folder) ? host.readFile(file.slice(folder.length)) : undefined;
  return { ...outcome, diagnostics, textOf, isFromTop: true };
}
