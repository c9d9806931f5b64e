import { realpathSync } from 'node:fs';
import { openResultCache } from '../cache/results.ts';
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import { type Kubeconform, startKubeconform } from '../external/kubeconform/start.ts';
import { type OutOfSync, syncCommands, withStagingHelp } from '../gate/advice.ts';
import { affectedBy } from '../gate/change.ts';
import { holdsNothing, openStaged, type StagedFleet } from '../gate/project.ts';
import { readStaged } from '../gate/read.ts';
import { stagedHost } from '../gate/staged.ts';
import { identify } from '../git/base.ts';
import type { Changes } from '../git/changes.ts';
import type { Git } from '../git/git.ts';
import { prefixOf, withPrefix } from '../git/prefix.ts';
import { diskHost } from '../load/disk.ts';
import type { LoadHost } from '../load/index.ts';
import { plural } from '../report/scope.ts';
import { compareTree } from '../write/compare.ts';
import { openDisk } from '../write/disk.ts';
import type { Context, Options, Outcome } from './command.ts';
import { FLEET_FILE } from './fleet-file.ts';
import { type GateBase, gateBase } from './gate-base.ts';

/** What is to be judged. */
interface Change {
  git: Git;
  /** What was changed; undefined to judge everything. */
  changes: Changes | undefined;
  /** The commit that was asked for as the one that it is a change of, which is else HEAD. */
  since: string | undefined;
}

/** Judges the fleet in the index; `undefined` when the change does not concern it after all. */
export async function validateStaged(
  context: Context,
  options: Options,
  change: Change,
): Promise<Outcome | undefined> {
  const { git, changes, since } = change;
  const compared = changes && { revision: since ?? 'HEAD', changes };
  const disk = workTree(context.root);
  const staged = context.stage('index', () => readStaged(git, FLEET_FILE, disk(FLEET_FILE), compared));
  const host = stagedHost(staged.entries, staged.blobs, disk);
  const prefix = () => prefixOf(git, context.root, context);
  if (changes && holdsNothing(staged, FLEET_FILE)) return undefined;

  const kubeconform = await startKubeconform(options, context.env);
  const { project, diagnostics } = openStaged(staged, host, FLEET_FILE, context.stage);
  if (!project) return stopped(prefix, host, { exitCode: 2, diagnostics, result: {} }, '');
  const { fleet, inputs } = project;
  const affected = changes && context.stage('affected', () => affectedBy(fleet, staged, changes));
  const every = Object.keys(fleet.spec.environments);
  const only = affected && every.every((name) => affected.has(name)) ? undefined : affected;
  const base = context.stage('base', () =>
    gateBase(context, options, { git, since, compared, staged, fleet }),
  );
  if (base && 'problem' in base)
    return stopped(prefix, host, { exitCode: 2, diagnostics: [base.problem], result: {} }, '');
  const memory = openResultCache(context, options);
  const found = await memory.answer(
    {
      inputs,
      ...(base && { base: identify(base, base.folder) }),
      ...(only && { only: [...only].sort() }),
      ...(kubeconform && { onValidated: kubeconform.name }),
    },
    () => inspect(context, project, { only, base }, kubeconform),
  );
  const names = every.filter((name) => only?.has(name) ?? true);
  const outcome: Outcome = {
    exitCode: 0,
    diagnostics: [...diagnostics, ...found],
    summary: `${plural(names.length, 'environment')} checked: every cluster would accept what the commit brings`,
    result: { staged: changes?.size ?? 0, environments: names },
  };
  if (!hasErrors(outcome.diagnostics)) return placed(prefix, host, outcome);
  const sync = outOfSync(context.root, project, host, prefix());
  const advised = sync ? withStagingHelp(outcome.diagnostics, sync) : outcome.diagnostics;
  return stopped(
    prefix,
    host,
    { ...outcome, exitCode: 1, diagnostics: advised },
    sync ? syncCommands(sync) : '',
  );
}

/** Reads files of the work tree, as a guess at what is staged; git knows better where they cannot be read. */
function workTree(root: string): (path: string) => string | undefined {
  const { readFile } = diskHost(root);
  return (path) => {
    try {
      return readFile(path);
    } catch {
      return undefined;
    }
  };
}

async function inspect(
  context: Context,
  { fleet, tree }: StagedFleet,
  { only, base }: { only: ReadonlySet<string> | undefined; base: GateBase | undefined },
  kubeconform: Kubeconform | undefined,
): Promise<Diagnostic[]> {
  const { inspectTree } = await import('./inspect.ts');
  const { hadBy } = await import('./base.ts');
  const had = base && context.stage('base', () => hadBy(base, base.read(), base.folder));
  const opinion = kubeconform?.opinion();
  const extent = {
    ...(only && { only }),
    ...(had?.base && { base: had.base }),
    ...(opinion && { onValidated: opinion.onValidated }),
  };
  const found = inspectTree(context, fleet, tree, extent);
  const disagreements = await context.stage('kubeconform', () => opinion?.findings() ?? []);
  return [...(had?.diagnostics ?? []), ...found, ...disagreements];
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

function stopped(
  prefix: () => string,
  host: LoadHost,
  outcome: Outcome,
  advice: string | undefined,
): Outcome {
  const summary = ['the commit is stopped', advice].filter(Boolean).join(': ');
  return placed(prefix, host, { ...outcome, summary });
}

/** The outcome with its places told from the top of the repository, and with the staged text of each. */
function placed(prefix: () => string, host: LoadHost, outcome: Outcome): Outcome {
  if (outcome.diagnostics.length === 0) return outcome;
  const folder = prefix();
  return {
    ...outcome,
    diagnostics: withPrefix(outcome.diagnostics, folder),
    textOf: (file) => host.readFile(file.slice(folder.length)),
  };
}
