import { realpathSync } from 'node:fs';
import { openResultCache } from '../cache/results.ts';
import type { CheckInput } from '../check/index.ts';
import { checkTree } from '../check/tree.ts';
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import type { Tree } from '../emit/index.ts';
import { type Kubeconform, startKubeconform } from '../external/kubeconform/start.ts';
import type { ServerReport } from '../external/server/dry-run.ts';
import { type Base, identify } from '../git/base.ts';
import type { Fleet } from '../load/index.ts';
import { plural } from '../report/scope.ts';
import { type Comparison, compareTree } from '../write/compare.ts';
import { openDisk } from '../write/disk.ts';
import type { Context, Options, Outcome } from './command.ts';
import { describe } from './generate.ts';
import { impliedBase } from './implied-base.ts';
import { isInSync } from './in-sync.ts';
import { countsOf, openProject } from './project.ts';
import { namedBase, type Recall, validateImplied } from './validate-base.ts';

/** Checks the tree on disk: that it is what the fleet says, and what every cluster would get from it. */
export async function validateFleet(context: Context, options: Options): Promise<Outcome> {
  const kubeconform = await startKubeconform(options, context.env);
  const project = openProject(context);
  if (!project.fleet) return { exitCode: 2, diagnostics: project.diagnostics, result: {} };
  const { tree, inputs } = project;
  const fleet = await retargeted(project.fleet, options);
  if ('problem' in fleet) return { exitCode: 2, diagnostics: [fleet.problem], result: {} };
  const named = namedBase(context, options);
  if (named && 'problem' in named) return { exitCode: 2, diagnostics: [named.problem], result: {} };
  const comparison = context.stage('compare', () => compareTree(tree, openDisk(realpathSync(context.root))));
  const server = await serverOf(options);
  const work: Work = { fleet, tree, comparison, kubeconform, server };
  const memory = openResultCache(context, options);
  const recall: Recall = (base, find) => {
    const question = {
      inputs,
      ...(base !== undefined && { base }),
      ...(typeof options.karpenter === 'string' && { karpenter: options.karpenter }),
      ...(typeof options.kubernetes === 'string' && { kubernetes: options.kubernetes }),
      ...(kubeconform && { onValidated: kubeconform.name }),
    };
    // Else what a check finds depends on the disk or the server, too.
    return memory.answer(isInSync(comparison) && !server ? question : undefined, find);
  };
  const judge = (base?: Base): Promise<Diagnostic[]> =>
    recall(base && identify(base, ''), () => inspect(context, work, base));
  const implied = impliedBase(context, options);
  const found = await (implied ? validateImplied(implied, fleet, recall, judge) : judge(named));
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
    exitCode: failed ? 1 : 0,
    diagnostics,
    summary: [
      ...(asked ? [describeServer(asked)] : []),
      ...(failed ? [] : [`${describe(counts)}: every cluster would accept what it gets`]),
    ].join('\n'),
    result: {
      ...counts,
      outOfSync: comparison.missing.length + comparison.changed.length + comparison.stale.length,
      ...(asked ? { server: { name: asked.server, asked: asked.asked, agreed: asked.agreed } } : {}),
    },
  };
}

/** What is to be checked, and who else looks at the objects. */
interface Work {
  fleet: Fleet;
  tree: Tree;
  comparison: Comparison;
  kubeconform: Kubeconform | undefined;
  server: Awaited<ReturnType<typeof serverOf>>;
}

/** What is wrong with the objects, as updates of what clusters have by the base. */
async function inspect(
  context: Context,
  { fleet, tree, comparison, kubeconform, server }: Work,
  base: Base | undefined,
): Promise<Diagnostic[]> {
  const { readBase } = await import('./base.ts');
  const had = base && context.stage('base', () => readBase(context, base, tree));
  const { inspectDisk } = await import('./inspect.ts');
  const opinion = kubeconform?.opinion();
  const witnesses = [opinion, server].filter((one) => one !== undefined);
  const extent = {
    ...(witnesses.length > 0 && { onValidated: toAll(witnesses.map(({ onValidated }) => onValidated)) }),
    ...(had?.base && { base: had.base }),
  };
  const found = inspectDisk(context, fleet, { tree, comparison }, extent);
  const disagreements = await context.stage('kubeconform', () => opinion?.findings() ?? []);
  return [...(had?.diagnostics ?? []), ...found, ...disagreements];
}

type Witness = NonNullable<CheckInput['onValidated']>;

function toAll(witnesses: readonly Witness[]): Witness {
  return (object, validation) => {
    for (const onValidated of witnesses) onValidated(object, validation);
  };
}

/** The fleet as it is, or with the versions that are asked for in all its environments. */
async function retargeted(fleet: Fleet, options: Options): Promise<Fleet | { problem: Diagnostic }> {
  if (options.karpenter === undefined && options.kubernetes === undefined) return fleet;
  return (await import('./retarget.ts')).retarget(fleet, options);
}

/** The server that is to be asked, once check has shown it the objects. */
async function serverOf({ server: name }: Options) {
  if (typeof name !== 'string') return undefined;
  const { createServerDryRun, openServer } = await import('../external/server/client.ts');
  const { onValidated, ask } = createServerDryRun();
  return {
    onValidated,
    ask: async () => {
      const server = await openServer(name);
      return { ...(await ask(server)), server: server.name };
    },
  };
}

function describeServer({ server, asked, agreed }: ServerReport & { server: string }): string {
  const verdict = agreed === asked ? 'it judges as Poolwright does' : `it judges ${asked - agreed} otherwise`;
  return `asked the server ${server} about ${plural(asked, 'object')}: ${verdict}`;
}
