import { realpathSync } from 'node:fs';
import { withErrorsFirst } from '../check/errors-first.ts';
import { checkTree } from '../check/tree.ts';
import {
  type CommitResult,
  commitMessage,
  commitTree,
  sourceFiles,
  switchToExisting,
} from '../commit/index.ts';
import { openCrds } from '../crds/karpenter.ts';
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import { isBelow } from '../emit/roots.ts';
import { patternsOf } from '../gate/named.ts';
import { commitOf } from '../git/base.ts';
import { openBlobs } from '../git/blobs.ts';
import { type GitError, isGitError } from '../git/error.ts';
import type { LoadedBase } from '../git/load-base.ts';
import { openGit } from '../git/runner.ts';
import { readCommit } from '../git/snapshot.ts';
import { workTreeOf } from '../git/worktree.ts';
import { diskHost } from '../load/disk.ts';
import { plural } from '../report/scope.ts';
import { compareTree } from '../write/compare.ts';
import { openDisk } from '../write/disk.ts';
import { checkFleet } from './check-fleet.ts';
import type { Context, Options, Outcome } from './command.ts';
import { openDiskBase } from './disk-base.ts';
import { FLEET_FILE } from './fleet-file.ts';
import { isInSync } from './in-sync.ts';
import type { FleetChange } from './plan-change.ts';
import { openProject } from './project.ts';
import { reportedIn } from './reported.ts';

/** Commits the fleet's files and its generated tree once that is what the fleet says and every cluster would accept it. */
export async function run(context: Context, options: Options): Promise<Outcome> {
  const branch = typeof options.branch === 'string' ? options.branch : undefined;
  if (branch !== undefined) await switchToExisting(openGit(context.root, context), branch);
  const project = openProject(context);
  if (!project.fleet) return { exitCode: 2, diagnostics: project.diagnostics, result: {} };
  const { fleet, tree, inputs } = project;
  const root = realpathSync(context.root);
  const comparison = context.stage('compare', () => compareTree(tree, openDisk(root)));
  const base = context.stage('base', () =>
    openDiskBase(context, options, { fleet, tree, isInSync: isInSync(comparison, fleet) }, true),
  );
  if ('problem' in base) return { exitCode: 2, diagnostics: [base.problem], result: {} };
  const found = await checkFleet(context, options, { fleet, tree, inputs, comparison, ...base });
  const diagnostics = withErrorsFirst([...project.diagnostics, ...checkTree(comparison), ...found]);
  if (hasErrors(diagnostics))
    return { exitCode: 1, diagnostics, summary: 'nothing was committed', result: {} };

  const git = openGit(root, context);
  const { include } = patternsOf(diskHost(root), FLEET_FILE);
  const sources = sourceFiles(git, root, fleet, include);
  const old = await committed(context);
  const roots = [...new Set([...tree.roots, ...(old?.roots ?? [])])];
  const effects = old?.state
    ? await effectsOf({ before: old.state, fleet, files: tree.files, today: context.today, crds: openCrds() })
    : [];
  try {
    // Not a stage: its progress would mix with the output of hooks.
    const done = await commitTree({
      root,
      around: { cwd: context.cwd, env: { ...context.env, ...reportedIn(diagnostics) } },
      paths: [...roots, ...sources],
      message: (files) =>
        commitMessage({
          old: old?.fleet,
          now: fleet,
          sources: files.filter((file) => !isBelow(file, roots)),
          effects,
        }),
      push: options.push === true,
      signal: context.interruption(),
      onOutput: context.say,
      ...(branch === undefined ? {} : { branch }),
    });
    return { exitCode: 0, diagnostics, summary: describe(done, roots), result: { ...done } };
  } catch (error) {
    if (!isGitError(error) || (error.committed ?? error.output) === undefined) throw error;
    return failed(error, [...diagnostics, faultOf(error)]);
  }
}

/** The fleet of the last commit, and where its tree lies; undefined without one. */
async function committed(context: Context): Promise<(LoadedBase & { roots: readonly string[] }) | undefined> {
  const { loadBase } = await import('../git/load-base.ts');
  const { top, prefix } = workTreeOf(openGit(context.root, context));
  const git = openGit(top, context);
  const commit = commitOf(git, 'HEAD');
  if (commit === undefined) return undefined;
  const files = readCommit(
    git,
    { commit, folder: prefix },
    { file: FLEET_FILE, patterns: [] },
    openBlobs(git, commit),
  );
  return { ...loadBase({ name: 'HEAD', files }, { file: FLEET_FILE }), roots: files.roots };
}

/** What the commit does to running nodes, for its message. */
async function effectsOf(change: FleetChange): Promise<string[]> {
  const { planChange } = await import('./plan-change.ts');
  const { effectsByEnvironment } = await import('../report/plan/summary.ts');
  return effectsByEnvironment(planChange(change));
}

function describe({ committed, files, branch, pushed }: CommitResult, roots: readonly string[]): string {
  const end = pushed ? `, pushed ${branch}` : '';
  if (committed === undefined) return `nothing to commit${end}`;
  const to = `to ${branch} as ${committed.slice(0, 10)}`;
  const sources = files.filter((file) => !isBelow(file, roots));
  const also = sources.length === 0 ? '' : `, including ${enumerated(sources)}`;
  return `committed ${plural(files.length, 'file')} ${to}${also}${end}`;
}

const MOST_NAMED = 3;

function enumerated(files: readonly string[]): string {
  const more = files.length - MOST_NAMED;
  return more > 0 ? `${files.slice(0, MOST_NAMED).join(', ')} and ${more} more` : files.join(', ');
}

/** The output of git is already shown; programs get it as `output`. The commit is kept even if it is not pushed. */
function failed({ committed, output }: GitError, diagnostics: Diagnostic[]): Outcome {
  return {
    exitCode: 3,
    diagnostics,
    summary:
      committed === undefined
        ? 'nothing was committed'
        : `committed ${committed.slice(0, 10)}, not pushed: run poolwright commit --push again once that is fixed`,
    result: {
      ...(committed === undefined ? {} : { committed, pushed: false }),
      ...(output === undefined ? {} : { output }),
    },
  };
}

function faultOf({ message, help }: { message: string; help: string }): Diagnostic {
  return { code: 'command-failed', severity: 'error', message, help };
}
