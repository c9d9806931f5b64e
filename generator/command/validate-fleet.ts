import { realpathSync } from 'node:fs';
import type { ServerOpinion } from '../check/server.ts';
import { checkTree } from '../check/tree.ts';
import { type Diagnostic, hasErrors } from '../diagnostic.ts';
import { GateError } from '../gate/error.ts';
import { findUpstream } from '../gate/upstream.ts';
import type { Fleet } from '../load/index.ts';
import { plural } from '../report/scope.ts';
import { compareTree } from '../write/compare.ts';
import { openDisk } from '../write/disk.ts';
import { askedBase, type Base } from './base-commit.ts';
import { describe } from './generate.ts';
import { type ImpliedBase, impliedBase } from './implied-base.ts';
import { startKubeconform } from './kubeconform.ts';
import { ifInSync, openMemory } from './memory.ts';
import { countsOf, openProject } from './project.ts';
import type { Context, Options, Outcome } from './run.ts';

/** Checks the tree on disk: that it is what the fleet says, and what every cluster would get from it. */
export async function validateFleet(context: Context, options: Options): Promise<Outcome> {
  const kubeconform = await startKubeconform(options, context.env);
  const project = openProject(context);
  if (!project.fleet) return { exitCode: 2, diagnostics: project.diagnostics, result: {} };
  const { tree, inputs } = project;
  const fleet = await retargeted(project.fleet, options);
  if ('problem' in fleet) return { exitCode: 2, diagnostics: [fleet.problem], result: {} };
  const named = await namedBase(context, options);
  if (named && 'problem' in named) return { exitCode: 2, diagnostics: [named.problem], result: {} };
  const comparison = context.stage('compare', () => compareTree(tree, openDisk(realpathSync(context.root))));
  const server = await serverOf(fleet, options);
  const memory = openMemory(context, options);
  const recall: Recall = (base, find) => {
    const question = ifInSync(comparison, {
      inputs,
      ...(base !== undefined && { base }),
      ...(typeof options.karpenter === 'string' && { karpenter: options.karpenter }),
      ...(typeof options.kubernetes === 'string' && { kubernetes: options.kubernetes }),
      ...(kubeconform && { witness: kubeconform.name }),
    });
    return memory.answer(server ? undefined : question, find);
  };
  const find = async (from: Base | undefined): Promise<Diagnostic[]> => {
    const { readBase } = await import('./base.ts');
    const had = from && context.stage('base', () => readBase(context, from, tree));
    const { inspectDisk } = await import('./inspect.ts');
    const opinion = kubeconform?.opinionOn(fleet);
    const witnesses = [opinion, server].filter((one) => one !== undefined);
    const found = inspectDisk(
      context,
      fleet,
      { tree, unchanged: comparison.unchanged },
      {
        ...(witnesses.length > 0 && {
          witness: (object, validation) => {
            for (const { witness } of witnesses) witness(object, validation);
          },
        }),
        ...(had?.before && { before: had.before }),
      },
    );
    const disagreements = await context.stage('kubeconform', () => opinion?.findings() ?? []);
    return [...(had?.diagnostics ?? []), ...found, ...disagreements];
  };
  const judge = (from?: Base): Promise<Diagnostic[]> =>
    recall(from && `${from.commit} ${from.name}`, () => find(from));
  const implied = isImplied(options) ? impliedBase(context) : undefined;
  const found = await (implied ? judgeImplied(implied, fleet, recall, judge) : judge(named));
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

/** Finds, or recalls what was found for the same fleet and base. */
type Recall = (base: string | undefined, find: () => Promise<Diagnostic[]>) => Promise<Diagnostic[]>;

/** The commit that `--base` names. */
async function namedBase(
  context: Context,
  { base }: Options,
): Promise<Base | { problem: Diagnostic } | undefined> {
  if (typeof base !== 'string' || base === 'none') return undefined;
  const { openGit } = await import('../gate/git.ts');
  return context.stage('base', () => {
    const git = openGit(context.root, context);
    git(['rev-parse', '--git-dir']);
    return askedBase(git, base, () => findUpstream(context.root, context));
  });
}

/** Whether updates are judged unasked; not where the question is what another Karpenter would take. */
function isImplied({ base, karpenter }: Options): boolean {
  return base === undefined && karpenter === undefined;
}

/**
 * Judges as an update of the base that nobody named, or as new where nothing is other than there, or git cannot tell. Where files alone
 * tell that all is as it was when it was judged before, git is not asked.
 */
async function judgeImplied(
  implied: ImpliedBase,
  fleet: Fleet,
  recall: Recall,
  judge: (base?: Base) => Promise<Diagnostic[]>,
): Promise<Diagnostic[]> {
  const find = async (): Promise<Diagnostic[]> => judge(await implied.find(fleet));
  try {
    return await (implied.commits === undefined ? find() : recall(`of ${implied.commits}`, find));
  } catch (error) {
    if (error instanceof GateError) return judge();
    throw error;
  }
}

/** The fleet as it is, or with the versions that are asked for in all its environments. */
async function retargeted(fleet: Fleet, options: Options): Promise<Fleet | { problem: Diagnostic }> {
  if (options.karpenter === undefined && options.kubernetes === undefined) return fleet;
  return (await import('./retarget.ts')).retarget(fleet, options);
}

/** The server that is to be asked, once check has shown it the objects. */
async function serverOf(fleet: Fleet, { server: name }: Options) {
  if (typeof name !== 'string') return undefined;
  const { createServerWitness, openServer } = await import('./server.ts');
  const { witness, ask } = createServerWitness(fleet);
  return {
    witness,
    ask: async () => {
      const server = await openServer(name);
      return { ...(await ask(server)), server: server.name };
    },
  };
}

function describeServer({ server, asked, agreed }: ServerOpinion & { server: string }): string {
  const verdict = agreed === asked ? 'it judges as Poolwright does' : `it judges ${asked - agreed} otherwise`;
  return `asked the server ${server} about ${plural(asked, 'object')}: ${verdict}`;
}
