import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { fleetFolders } from '../gate/fleets.ts';
import { openBlobs } from '../git/blobs.ts';
import { type Changes, stagedChanges } from '../git/changes.ts';
import { openGit } from '../git/runner.ts';
import { workTreeOf } from '../git/worktree.ts';
import type { Context, Options, Outcome } from './command.ts';
import { FLEET_FILE } from './fleet-file.ts';

/** Checks the index, as git will commit it: every fleet of the repository that the change concerns, or the one that `--cwd` names. */
export async function run(context: Context, options: Options): Promise<Outcome> {
  const git = openGit(context.root, context);
  const since = typeof options.since === 'string' ? options.since : context.env.PRE_COMMIT_FROM_REF;
  const changes = options.all === true ? undefined : stagedChanges(git, since);
  if (changes?.size === 0) return unconcerned(changes);
  const folders = fleetFolders(git, FLEET_FILE, changes ?? new Map(), openBlobs(git));
  const { top, prefix } = workTreeOf(git);
  const named = options.cwd === undefined ? folders : nearest(folders, prefix);
  if (named.length === 0) {
    const problem = withoutFleet(options, prefix);
    return problem ? { exitCode: 2, diagnostics: [problem], result: {} } : unconcerned(changes);
  }
  const { checkStaged } = await import('./gate-fleet.ts');
  const outcomes: Outcome[] = [];
  for (const folder of named) {
    const request = { git: openGit(top, context), top, folder, changes, since };
    const outcome = await checkStaged(context, options, request);
    if (outcome) outcomes.push(outcome);
  }
  return outcomes.length === 0 ? unconcerned(changes) : together(outcomes, changes);
}

/** The fleet's folder at or above a folder. */
function nearest(folders: readonly string[], prefix: string): string[] {
  return folders.filter((folder) => prefix.startsWith(folder)).slice(-1);
}

/** Where a fleet was named, or all of them requested, none must not pass for a valid one. */
function withoutFleet({ cwd, all }: Options, prefix: string): Diagnostic | undefined {
  if (cwd === undefined && all !== true) return undefined;
  const where =
    cwd === undefined ? 'in the repository' : `in ${prefix === '' ? 'the top folder' : prefix} or above it`;
  return {
    code: 'command-failed',
    severity: 'error',
    message: `git's index has no ${FLEET_FILE} of kind Fleet ${where}`,
    help:
      cwd === undefined
        ? `Run git add ${FLEET_FILE}`
        : 'Name the folder of the fleet with --cwd, or leave it out to check every fleet',
  };
}

/** What came of several fleets as one outcome, with the exit code of the worst. */
function together(outcomes: readonly Outcome[], changes: Changes | undefined): Outcome {
  const [worst, ...others] = outcomes.toSorted((a, b) => b.exitCode - a.exitCode);
  if (worst && others.length === 0) return worst;
  return {
    exitCode: worst?.exitCode ?? 0,
    diagnostics: outcomes.flatMap(({ diagnostics }) => diagnostics),
    summary: outcomes.map(({ summary }) => summary).join('\n'),
    isFromTop: true,
    textOf: (file) => outcomes.map(({ textOf }) => textOf?.(file)).find((text) => text !== undefined),
    result: { staged: changes?.size ?? 0, fleets: outcomes.flatMap(({ result }) => result.fleets ?? []) },
  };
}

function unconcerned(changes: Changes | undefined): Outcome {
  return {
    exitCode: 0,
    diagnostics: [],
    summary: `no staged change concerns ${FLEET_FILE}`,
    result: { staged: changes?.size ?? 0, fleets: [] },
  };
}
