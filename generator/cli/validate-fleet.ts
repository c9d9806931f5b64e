import { realpathSync } from 'node:fs';
import { withErrorsFirst } from '../check/errors-first.ts';
import { checkTree } from '../check/tree.ts';
import { type Diagnostic, exitCodeOf, hasErrors } from '../diagnostics/diagnostic.ts';
import { startKubeconform } from '../external/kubeconform/start.ts';
import type { Fleet } from '../load/index.ts';
import { plural } from '../report/scope.ts';
import { compareTree } from '../write/compare.ts';
import { openDisk } from '../write/disk.ts';
import { checkFleet, type PlannedFindings } from './check-fleet.ts';
import type { Context, Options, Outcome } from './command.ts';
import { openDiskBase } from './disk-base.ts';
import { isInSync } from './in-sync.ts';
import { checkedText, countsOf, openProject, type Project } from './project.ts';
import { clustersOf, type ServerContext, serverContexts } from './server-contexts.ts';
import { withPage } from './with-page.ts';

/** Checks the tree on disk: that it is what the fleet says, and what every cluster would get from it. */
export async function validateFleet(context: Context, options: Options): Promise<Outcome> {
  const { outcome, fleet } = await validateDisk(context, options);
  return withPage(context, outcome, fleet ? { fleet, isValidated: true } : {});
}

/** What is at hand of a fleet on disk. */
export interface DiskInput {
  /** Of the context's folder. */
  project?: Project;
  /** A plan of it that is made anyway. */
  planned?: PlannedFindings | undefined;
}

/** The same with the fleet, where it can be read. */
export async function validateDisk(
  context: Context,
  options: Options,
  { project = openProject(context), planned }: DiskInput = {},
): Promise<{ outcome: Outcome; fleet?: Fleet }> {
  const kubeconform = await startKubeconform(options, context);
  if (!project.fleet) return failed(project.diagnostics);
  const { tree, inputs } = project;
  const fleet = await retargeted(project.fleet, options);
  if ('problem' in fleet) return failed([fleet.problem]);
  const comparison = context.stage('compare', () => compareTree(tree, openDisk(realpathSync(context.root))));
  const base = context.stage('base', () =>
    openDiskBase(context, options, { fleet, tree, isInSync: isInSync(comparison, fleet) }),
  );
  if ('problem' in base) return failed([base.problem]);
  const contexts = serverContexts(options.server, clustersOf(fleet));
  if ('problem' in contexts) return failed([contexts.problem]);
  const servers = contexts.length > 0 ? await serversOf(context, contexts) : undefined;
  const found = await checkFleet(context, options, {
    fleet,
    tree,
    inputs,
    comparison,
    kubeconform,
    planned,
    ...base,
    ...(servers && { onValidated: servers.onValidated }),
  });
  const onServers = await context.stage('server', () => servers?.validate());
  const diagnostics = withErrorsFirst([
    ...project.diagnostics,
    ...checkTree(comparison),
    ...found,
    ...(onServers?.diagnostics ?? []),
  ]);
  const counts = countsOf(fleet, tree);
  const hasFailed = hasErrors(diagnostics);
  const outcome: Outcome = {
    exitCode: onServers?.isIncomplete ? 3 : exitCodeOf(diagnostics),
    diagnostics,
    summary: [
      ...(onServers ? [onServers.text] : []),
      ...(hasFailed ? [] : [`${checkedText(fleet, true)}; ${plural(counts.files, 'file')} in sync`]),
    ].join('\n'),
    result: {
      ...counts,
      outOfSync: comparison.missing.length + comparison.changed.length + comparison.stale.length,
      ...(onServers ? { servers: onServers.results } : {}),
    },
  };
  return { outcome, fleet };
}

function failed(diagnostics: Diagnostic[]): { outcome: Outcome } {
  return { outcome: { exitCode: 2, diagnostics, result: {} } };
}

/** The fleet as it is, or with the versions and the profile that options name. */
async function retargeted(fleet: Fleet, options: Options): Promise<Fleet | { problem: Diagnostic }> {
  const { karpenter, kubernetes, profile } = options;
  if (karpenter === undefined && kubernetes === undefined && profile === undefined) return fleet;
  return (await import('./retarget.ts')).retarget(fleet, options);
}

/** The dry run on servers, which receive the objects from the check. */
async function serversOf({ importPackage, now, progress }: Context, contexts: readonly ServerContext[]) {
  const { createServerDryRun } = await import('../external/server/dry-run.ts');
  const { validateOnServers } = await import('../external/server/validate-on-servers.ts');
  const { serversText } = await import('./servers-text.ts');
  const { onValidated, validate, count } = createServerDryRun();
  return {
    onValidated,
    validate: async () => {
      const total = contexts.reduce((sum, { cluster }) => sum + count(cluster), 0);
      let done = 0;
      const { results, diagnostics } = await validateOnServers(contexts, validate, {
        importPackage,
        now,
        onObject: () => progress(++done, total, 'object'),
      });
      return {
        results,
        diagnostics,
        text: serversText(results),
        isIncomplete: results.some(({ error }) => error !== undefined),
      };
    },
  };
}
