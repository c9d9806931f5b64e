import { realpathSync } from 'node:fs';
import { withErrorsFirst } from '../check/errors-first.ts';
import { checkTree, checkWritable } from '../check/tree.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { exitCodeOf, hasErrors } from '../diagnostics/diagnostic.ts';
import type { Tree } from '../emit/index.ts';
import { counted, plural } from '../report/scope.ts';
import { compareTree } from '../write/compare.ts';
import { diffTree } from '../write/diff.ts';
import { openDisk } from '../write/disk.ts';
import { WriteError, type WriteErrorCode } from '../write/error.ts';
import { compareOnDisk, type WriteResult, writeTree } from '../write/write.ts';
import { checkFleet } from './check-fleet.ts';
import type { Context, Options, Outcome } from './command.ts';
import { openDiskBase } from './disk-base.ts';
import { interrupted, isInterrupted } from './interruption.ts';
import { readLiveTargets } from './live/targets.ts';
import { checkedText, countsOf, openProject, type Project } from './project.ts';
import { watchAndRun } from './watch.ts';
import { fleetSources } from './watched.ts';

export async function run(context: Context, options: Options): Promise<Outcome> {
  const targets = readLiveTargets(options);
  if ('problem' in targets) return { exitCode: 2, diagnostics: [targets.problem], result: {} };
  if (!options.watch) return generate(context, options, context.interruption());
  const once = (): Promise<Outcome> => generate(context, options);
  const sources = fleetSources(context.root);
  if (targets.file === undefined && targets.server === undefined) return watchAndRun(context, sources, once);
  const { openLiveReport } = await import('./live/report.ts');
  const live = await openLiveReport(context, targets);
  try {
    return await watchAndRun(context, sources, once, live.update);
  } finally {
    live.close();
  }
}

/**
 * One generation: render and check the tree, then write, compare or show it.
 * @param signal ends it between two stages; writing is one of them, so that no temporary file stays
 */
async function generate(context: Context, options: Options, signal?: AbortSignal): Promise<Outcome> {
  const project = openProject(context);
  if (!project.fleet) return { exitCode: 2, diagnostics: project.diagnostics, result: {} };
  const { fleet, tree, inputs } = project;
  const base = context.stage('base', () =>
    openDiskBase(context, options, { fleet, tree, isInSync: true }, true),
  );
  if ('problem' in base) return { exitCode: 2, diagnostics: [base.problem], result: {} };
  if (await isInterrupted(signal)) return interrupted('nothing was written');
  const found = await checkFleet(context, options, { fleet, tree, inputs, ...base, isNew: true });
  if (await isInterrupted(signal)) return interrupted('nothing was written');
  const diagnostics = [...project.diagnostics, ...found];
  if (options['dry-run']) return show(context, project, diagnostics, options.force === true);
  if (options.check) return compare(context, project, diagnostics);
  if (hasErrors(diagnostics) && !options.force) {
    return {
      exitCode: exitCodeOf(diagnostics),
      diagnostics,
      summary: 'nothing was written: fix the errors, or write anyway with --force',
      result: {},
    };
  }
  const force = options.force === true;
  const written = context.stage('write', () => writeUnlessRefused(context, tree, force));
  if (await isInterrupted(signal))
    return interrupted('refused' in written ? 'nothing was written' : 'all files were written');
  if ('refused' in written) {
    return {
      exitCode: 1,
      diagnostics: [...diagnostics, ...written.refused],
      summary: 'nothing was written',
      result: {},
    };
  }
  const counts = countsOf(fleet, tree);
  return {
    exitCode: exitCodeOf(diagnostics),
    diagnostics,
    summary: `${checkedText(fleet, !hasErrors(diagnostics))}; ${changesText(written)}`,
    result: { ...counts, written: written.written, removed: written.removed, unchanged: written.unchanged },
  };
}

/** A conflict between disk and tree is a finding, not a failure to run. */
function writeUnlessRefused(
  { root, progress }: Context,
  tree: Tree,
  force: boolean,
): WriteResult | { refused: Diagnostic[] } {
  try {
    return writeTree(tree, root, {
      edits: force ? 'overwrite' : 'refuse',
      onFile: (done, total) => progress(done, total, 'file'),
    });
  } catch (error) {
    if (!(error instanceof WriteError)) throw error;
    const refused = REFUSALS.includes(error.code) ? checkWritable(compareOnDisk(tree, root), force) : [];
    if (refused.length === 0) throw error;
    return { refused };
  }
}

const REFUSALS: readonly WriteErrorCode[] = ['edited', 'foreign', 'symbolic-link'];

type Loaded = Project & { fleet: object };

function compare(context: Context, { fleet, tree }: Loaded, diagnostics: Outcome['diagnostics']): Outcome {
  const comparison = context.stage('compare', () => compareTree(tree, openDisk(realpathSync(context.root))));
  const all = withErrorsFirst([...diagnostics, ...checkTree(comparison)]);
  const { missing, changed, stale, unchanged } = comparison;
  return {
    exitCode: exitCodeOf(all),
    diagnostics: all,
    summary: hasErrors(all) ? '' : `${plural(unchanged.length, 'file')} in sync with fleet.yaml`,
    result: { ...countsOf(fleet, tree), missing, changed, stale, unchanged: unchanged.length },
  };
}

function show(
  context: Context,
  { fleet, tree }: Loaded,
  diagnostics: Outcome['diagnostics'],
  force: boolean,
): Outcome {
  const disk = openDisk(realpathSync(context.root));
  const comparison = context.stage('compare', () => compareTree(tree, disk));
  const product = context.stage('diff', () => diffTree(tree, comparison, disk, { colour: context.color }));
  const all = [...diagnostics, ...checkWritable(comparison, force)];
  const touched = comparison.missing.length + comparison.changed.length + comparison.stale.length;
  return {
    exitCode: exitCodeOf(all),
    diagnostics: all,
    product,
    summary:
      touched === 0 ? 'nothing would change' : `${plural(touched, 'file')} would change; nothing was written`,
    result: { ...countsOf(fleet, tree), diff: product },
  };
}

/** What happened to the files, in words. */
function changesText({
  written,
  removed,
  unchanged,
}: {
  written: string[];
  removed: string[];
  unchanged: number;
}): string {
  if (written.length + removed.length === 0) return `${plural(unchanged, 'file')} up to date`;
  const parts = [
    `${counted(written.length)} written`,
    `${counted(removed.length)} removed`,
    `${counted(unchanged)} unchanged`,
  ];
  return `files: ${parts.filter((part) => !part.startsWith('0 ')).join(', ')}`;
}
