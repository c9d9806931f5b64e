import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { type FleetFolder, findFleets } from '../gate/fleets.ts';
import { mayConcern } from '../gate/named.ts';
import { commitOf, unknownRevision } from '../git/base.ts';
import { openBlobs } from '../git/blobs.ts';
import { type Changes, changesBelow, stagedChanges } from '../git/changes.ts';
import { readNamedEntries } from '../git/entries.ts';
import { isGitError } from '../git/error.ts';
import { repositoryOf } from '../git/repository.ts';
import { type Git, openGit } from '../git/runner.ts';
import type { Context, Options, Outcome } from './command.ts';
import { FLEET_FILE } from './fleet-file.ts';
import { withoutReported } from './reported.ts';
import { openStagedFolder } from './staged-fleet.ts';
import { workTreeReader } from './work-tree.ts';

/**
 * Checks the index, as git will commit it: every fleet of the repository that the change concerns, or the one that `--cwd` names. Run by a
 * hook of `poolwright commit`, it prints no warning that the commit prints.
 */
export async function run(context: Context, options: Options): Promise<Outcome> {
  const outcome = await checkIndex(context, options);
  return options.format === undefined ? withoutReported(outcome, context.env) : outcome;
}

async function checkIndex(context: Context, options: Options): Promise<Outcome> {
  const git = openGit(context.root, context);
  const since = typeof options.since === 'string' ? options.since : context.env.PRE_COMMIT_FROM_REF;
  const changes = options.all === true ? undefined : changesSince(git, since);
  if (changes && 'problem' in changes) return { exitCode: 2, diagnostics: [changes.problem], result: {} };
  if (changes?.size === 0) return unconcerned(changes);
  const indexed = readNamedEntries(git, FLEET_FILE);
  const blobs = openBlobs(git, [...indexed.values()][0]?.oid);
  const disk = workTreeReader(context.root);
  const fleets = findFleets({ file: FLEET_FILE, indexed, changes: changes ?? new Map(), blobs, disk });
  if (changes && options.cwd === undefined && !fleets.some((fleet) => isConcerned(fleet, changes)))
    return unconcerned(changes);
  const repository = repositoryOf(git);
  const { prefix } = repository;
  const named = options.cwd === undefined ? fleets : nearest(fleets, prefix);
  if (named.length === 0) {
    const problem = withoutFleet(options, prefix);
    return problem ? { exitCode: 2, diagnostics: [problem], result: {} } : unconcerned(changes);
  }
  const requests = named.map((fleet) => ({ ...fleet, repository, blobs, changes, since }));
  const concerned = requests.flatMap((request) => openStagedFolder(context, options, request) ?? []);
  if (concerned.length === 0) return unconcerned(changes);
  const { checkStaged } = await import('./gate-fleet.ts');
  const outcomes: Outcome[] = [];
  for (const fleet of concerned) outcomes.push(await checkStaged(context, options, fleet));
  return together(outcomes, changes);
}

/** What the index changes since a revision, HEAD without one; a wrong one is looked up only once git has failed. */
function changesSince(git: Git, since: string | undefined): Changes | { problem: Diagnostic } {
  try {
    return stagedChanges(git, since);
  } catch (error) {
    const isUnknown = since !== undefined && isGitError(error) && error.code === 'git-failed';
    if (!isUnknown || commitOf(git, since) !== undefined) throw error;
    return { problem: unknownRevision(git, since) };
  }
}

/** Whether the changes may affect a fleet; also where its file is a link or gone. */
function isConcerned({ folder, document }: FleetFolder, changes: Changes): boolean {
  const changed = [...changesBelow(changes, folder).keys()];
  return document === undefined ? changed.length > 0 : mayConcern(FLEET_FILE, document, changed);
}

/** The fleet's folder at or above a folder. */
function nearest(fleets: readonly FleetFolder[], prefix: string): FleetFolder[] {
  return fleets.filter(({ folder }) => prefix.startsWith(folder)).slice(-1);
}

/** If a fleet was named, or all are requested, finding none must not count as success. */
function withoutFleet({ cwd, all }: Options, prefix: string): Diagnostic | undefined {
  if (cwd === undefined && all !== true) return undefined;
  const where =
    cwd === undefined ? 'in the repository' : `in ${prefix === '' ? 'the top folder' : prefix} or above it`;
  return {
    code: 'file-not-found',
    severity: 'error',
    message: `git's index has no ${FLEET_FILE} of kind Fleet ${where}`,
    help:
      cwd === undefined
        ? `Run git add ${FLEET_FILE}`
        : 'Name the folder of the fleet with --cwd, or leave it out to check every fleet',
  };
}

/** The outcomes of several fleets as one, with the worst exit code. */
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
    summary: `no staged change affects ${FLEET_FILE}`,
    result: { staged: changes?.size ?? 0, fleets: [] },
  };
}
