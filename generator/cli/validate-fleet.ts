import { realpathSync } from 'node:fs';
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
  const asked = await context.stage('server', () => server?.ask());
  const diagnostics = [
    ...project.diagnostics,
    ...checkTree(comparison),
    ...found,
    ...(asked?.diagnostics ?? []),
  ];
  const counts = countsOf(fleet, tree);
  const failed = hasErrors(diagnostics);
  return {
    exitCode: exitCodeOf(diagnostics),
    diagnostics,
    summary: [
      ...(asked ? [describeServer(asked)] : []),
      ...(failed ? [] : [`${checkedText(fleet, true)}; ${plural(counts.files, 'file')} in sync`]),
    ].join('\n'),
    result: {
      ...counts,
      outOfSync: comparison.missing.length + comparison.changed.length + comparison.stale.length,
      ...(asked ? { server: { name: asked.server, asked: asked.asked, agreed: asked.agreed } } : {}),
    },
  };
}

/** The fleet as it is, or with the versions and the profile that options name. */
async function retargeted(fleet: Fleet, options: Options): Promise<Fleet | { problem: Diagnostic }> {
  const { karpenter, kubernetes, profile } = options;
  if (karpenter === undefined && kubernetes === undefined && profile === undefined) return fleet;
  return (await import('./retarget.ts')).retarget(fleet, options);
}

/** The server that is to be asked, once check has shown it the objects. */
async function serverOf({ importPackage }: Context, { server: name }: Options) {
  if (typeof name !== 'string') return undefined;
  const { createServerDryRun, openServer } = await import('../external/server/client.ts');
  const { onValidated, ask } = createServerDryRun();
  return {
    onValidated,
    ask: async () => {
      const server = await openServer(name, importPackage);
      return { ...(await ask(server)), server: server.name };
    },
  };
}

function describeServer({ server, asked, agreed }: ServerReport & { server: string }): string {
  const verdict = agreed === asked ? 'it agrees with Poolwright' : `it disagrees on ${asked - agreed}`;
  return `asked the server ${server} about ${plural(asked, 'object')}: ${verdict}`;
}
