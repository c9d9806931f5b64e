import { realpathSync } from 'node:fs';
import { checkTree } from '../check/tree.ts';
import { commitMessage, commitTree, switchToExisting } from '../commit/index.ts';
import { hasErrors } from '../diagnostics/diagnostic.ts';
import { openGit } from '../git/runner.ts';
import type { Fleet } from '../load/index.ts';
import { plural } from '../report/scope.ts';
import { compareTree } from '../write/compare.ts';
import { openDisk } from '../write/disk.ts';
import { checkFleet } from './check-fleet.ts';
import type { Context, Options, Outcome } from './command.ts';
import { openDiskBase } from './disk-base.ts';
import { openProject } from './project.ts';

/** Commits the generated files once they are what the fleet says and every cluster would accept them. */
export async function run(context: Context, options: Options): Promise<Outcome> {
  const branch = typeof options.branch === 'string' ? options.branch : undefined;
  if (branch !== undefined) await switchToExisting(openGit(context.root, context), branch);
  const project = openProject(context);
  if (!project.fleet) return { exitCode: 2, diagnostics: project.diagnostics, result: {} };
  const { fleet, tree, inputs } = project;
  const root = realpathSync(context.root);
  const comparison = context.stage('compare', () => compareTree(tree, openDisk(root)));
  const base = context.stage('base', () => openDiskBase(context, options, { fleet, tree, comparison }));
  if ('problem' in base) return { exitCode: 2, diagnostics: [base.problem], result: {} };
  const found = await checkFleet(context, options, { fleet, tree, inputs, comparison, ...base });
  const diagnostics = [...project.diagnostics, ...checkTree(comparison), ...found];
  if (hasErrors(diagnostics))
    return { exitCode: 1, diagnostics, summary: 'nothing was committed', result: {} };

  const environments = environmentsByCluster(fleet);
  const done = await context.stage('commit', () =>
    commitTree({
      root,
      around: context,
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
