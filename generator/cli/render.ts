import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { Fleet } from '../load/index.ts';
import type { Context, Options, Outcome } from './command.ts';
import { FLEET_FILE, openProject } from './project.ts';
import { commandLine, targetsOf } from './targets.ts';

/** Prints the objects of an environment or of a cluster, as `kubectl kustomize | envsubst` prints them once the tree is generated. */
export async function run(context: Context, _options: Options, [target = '']: string[]): Promise<Outcome> {
  const project = openProject(context);
  if (!project.fleet) return { exitCode: 2, diagnostics: project.diagnostics, result: {} };
  const { fleet, tree } = project;
  const environment = environmentOf(fleet, target);
  if (environment === undefined)
    return { exitCode: 2, diagnostics: [unknownTarget(fleet, target)], result: {} };
  const cluster = environment === target ? undefined : target;
  const { renderedText } = await import('./rendered.ts');
  const { text, diagnostics } = context.stage('render', () =>
    renderedText(fleet, tree, environment, cluster),
  );
  return {
    exitCode: text === undefined ? 1 : 0,
    diagnostics,
    ...(text === undefined ? {} : { product: text }),
    result: { environment, ...(cluster ? { cluster } : {}), ...(text === undefined ? {} : { text }) },
  };
}

/** The environment that the target names, or that the cluster it names belongs to; an environment's name comes first. */
function environmentOf(fleet: Fleet, target: string): string | undefined {
  if (Object.hasOwn(fleet.spec.environments, target)) return target;
  return Object.entries(fleet.spec.environments).find(([, { clusters }]) =>
    Object.hasOwn(clusters ?? {}, target),
  )?.[0];
}

function unknownTarget({ spec }: Fleet, target: string): Diagnostic {
  const targets = targetsOf(spec);
  const problem = { code: 'unknown-target', severity: 'error' } as const;
  if (Object.hasOwn(spec.pools, target))
    return {
      ...problem,
      message: `${target} is a pool, and render takes the name of an environment or cluster`,
      help: `Write ${commandLine('render', targets.slice(0, 1))}, which prints all pools`,
    };
  return {
    ...problem,
    message: `${FLEET_FILE} has no environment or cluster ${target}`,
    help: didYouMean(target, targets, 'environment'),
  };
}
