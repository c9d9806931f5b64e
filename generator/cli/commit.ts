import { realpathSync } from 'node:fs';
import { openResultCache } from '../cache/results.ts';
import { checkTree } from '../check/tree.ts';
import { commitMessage, commitTree, switchToExisting } from '../commit/index.ts';
import { hasErrors } from '../diagnostics/diagnostic.ts';
import type { Fleet } from '../load/index.ts';
import { plural } from '../report/scope.ts';
import { compareTree } from '../write/compare.ts';
import { openDisk } from '../write/disk.ts';
import type { Context, Options, Outcome } from './command.ts';
import { isInSync } from './in-sync.ts';
import { openProject } from './project.ts';

/** Commits the generated files once they are what the fleet says and every cluster would accept them. */
export async function run(context: Context, options: Options): Promise<Outcome> {
  const branch = typeof options.branch === 'string' ? options.branch : undefined;
  if (branch !== undefined) await switchToExisting(realpathSync(context.root), branch);
  const project = openProject(context);
  if (!project.fleet) return { exitCode: 2, diagnostics: project.diagnostics, result: {} };
  const { fleet, tree, inputs } = project;
  const root = realpathSync(context.root);
  const comparison = context.stage('compare', () => compareTree(tree, openDisk(root)));
  const question = isInSync(comparison) ? { inputs } : undefined;
  const found = await openResultCache(context, options).answer(question, async () =>
    (await import('./inspect.ts')).inspectDisk(context, fleet, { tree, comparison }),
  );
  const diagnostics = [...project.diagnostics, ...checkTree(comparison), ...found];
  if (hasErrors(diagnostics))
    return { exitCode: 1, diagnostics, summary: 'nothing was committed', result: {} };

  const environments = environmentsByCluster(fleet);
  const done = await context.stage('commit', () =>
    commitTree({
      root,
      paths: [...tree.roots],
      message: (changes) => commitMessage(changes, { environments }),
      push: options.push === true,
      signal: context.interruption(),
      ...(branch === undefined ? {} : { branch }),
    }),
  );
  const pushed = done.pushed ? `, pushed ${done.branch}` : '';
  const what = done.committed
    ? `committed ${plural(done.files.length, 'file')} to ${done.branch} as ${done.committed.slice(0, 10)}`
    : 'nothing to commit';
  return { exitCode: 0, diagnostics, summary: `${what}${pushed}`, result: { ...done } };
}

function environmentsByCluster(fleet: Fleet): Map<string, string> {
  return new Map(
    Object.entries(fleet.spec.environments).flatMap(([environment, { clusters }]) =>
      Object.keys(clusters ?? {}).map((cluster) => [cluster, environment] as const),
    ),
  );
}
