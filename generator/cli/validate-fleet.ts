import { realpathSync } from 'node:fs';
import { withErrorsFirst } from '../check/errors-first.ts';
import { checkTree } from '../check/tree.ts';
import { type Diagnostic, exitCodeOf, hasErrors } from '../diagnostics/diagnostic.ts';
import { startKubeconform } from '../external/kubeconform/start.ts';
import type { ServerReport } from '../external/server/dry-run.ts';
import type { Fleet } from '../load/index.ts';
import { plural } from '../report/scope.ts';
import { compareTree } from '../write/compare.ts';
import { openDisk } from '../write/disk.ts';
import { checkFleet } from './check-fleet.ts';
import type { Context, Options, Outcome } from './command.ts';
import { openDiskBase } from './disk-base.ts';
import { isInSync } from './in-sync.ts';
import { checkedText, countsOf, openProject } from './project.ts';

/** Checks the tree on disk: that it is what the fleet says, and what every cluster would get from it. */
export async function validateFleet(context: Context, options: Options): Promise<Outcome> {
  const kubeconform = await startKubeconform(options, context);
  const project = openProject(context);
  if (!project.fleet) return { exitCode: 2, diagnostics: project.diagnostics, result: {} };
  const { tree, inputs } = project;
  const fleet = await retargeted(project.fleet, options);
  if ('problem' in fleet) return { exitCode: 2, diagnostics: [fleet.problem], result: {} };
  const comparison = context.stage('compare', () => compareTree(tree, openDisk(realpathSync(context.root))));
  const base = context.stage('base', () =>
    openDiskBase(context, options, { fleet, tree, isInSync: isInSync(comparison) }),
  );
  if ('problem' in base) return { exitCode: 2, diagnostics: [base.problem], result: {} };
  const server = await serverOf(context, options);
  const found = await checkFleet(context, options, {
    fleet,
    tree,
    inputs,
    comparison,
    kubeconform,
    ...base,
    ...(server && { onValidated: server.onValidated }),
  });
  const onServer = await context.stage('server', () => server?.validate());
  const diagnostics = withErrorsFirst([
    ...project.diagnostics,
    ...checkTree(comparison),
    ...found,
    ...(onServer?.diagnostics ?? []),
  ]);
  const counts = countsOf(fleet, tree);
  const failed = hasErrors(diagnostics);
  return {
    exitCode: exitCodeOf(diagnostics),
    diagnostics,
    summary: [
      ...(onServer ? [describeServer(onServer)] : []),
      ...(failed ? [] : [`${checkedText(fleet, true)}; ${plural(counts.files, 'file')} in sync`]),
    ].join('\n'),
    result: {
      ...counts,
      outOfSync: comparison.missing.length + comparison.changed.length + comparison.stale.length,
      ...(onServer
        ? { server: { name: onServer.server, validated: onServer.validated, agreed: onServer.agreed } }
        : {}),
    },
  };
}

/** The fleet as it is, or with the versions and the profile that options name. */
async function retargeted(fleet: Fleet, options: Options): Promise<Fleet | { problem: Diagnostic }> {
  const { karpenter, kubernetes, profile } = options;
  if (karpenter === undefined && kubernetes === undefined && profile === undefined) return fleet;
  return (await import('./retarget.ts')).retarget(fleet, options);
}

/** The dry run on a server, which receives the objects from the check. */
async function serverOf({ importPackage }: Context, { server: name }: Options) {
  if (typeof name !== 'string') return undefined;
  const { createServerDryRun, openServer } = await import('../external/server/client.ts');
  const { onValidated, validate } = createServerDryRun();
  return {
    onValidated,
    validate: async () => {
      const server = await openServer(name, importPackage);
      return { ...(await validate(server)), server: server.name };
    },
  };
}

function describeServer({ server, validated, agreed }: ServerReport & { server: string }): string {
  const result = agreed === validated ? 'it agrees with Poolwright' : `it disagrees on ${validated - agreed}`;
  return `the server ${server} validated ${plural(validated, 'object')} in a dry run: ${result}`;
}
