import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../diagnostic.ts';
import { ROOTS } from '../emit/paths.ts';
import { environmentsOf } from '../gate/affected.ts';
import { isGenerated, mayInclude, splitNul } from '../gate/changes.ts';
import { GateError } from '../gate/error.ts';
import { startGit } from '../gate/start-git.ts';
import { findUpstream, type Upstream } from '../gate/upstream.ts';
import type { Fleet } from '../load/index.ts';
import { askedBase, type Base, upstreamBase } from './base-commit.ts';
import { FLEET_FILE } from './fleet-file.ts';
import type { Context, Options } from './run.ts';

/** Gives the base once the fleet is loaded; undefined where all is to be judged as new. */
type StartedBase = (fleet: Fleet) => Promise<Base | { problem: Diagnostic } | undefined>;

const nothing: StartedBase = async () => undefined;

/**
 * Starts to look for what `--base` names. Without it that is the commit where the branch left its upstream, which git looks for beside
 * what else is done, and only where there may be one; nothing when it is asked whether another Karpenter would take what there is.
 */
export async function startBase(context: Context, { base: asked, karpenter }: Options): Promise<StartedBase> {
  if (asked === 'none') return nothing;
  if (typeof asked === 'string') return () => context.stage('base', () => findAsked(context, asked));
  if (karpenter !== undefined) return nothing;
  const upstream = findUpstream(context.root, context);
  return upstream.names.length > 0 ? startImplied(context, upstream) : nothing;
}

/** @throws {GateError} when there is no git or no repository */
async function findAsked(context: Context, asked: string): Promise<Base | { problem: Diagnostic }> {
  const { openGit } = await import('../gate/git.ts');
  const git = openGit(context.root, context);
  git(['rev-parse', '--git-dir']);
  return askedBase(git, asked, () => findUpstream(context.root, context));
}

/** Lets git find out, beside loading and emitting, whether anything is other than where the branch left its upstream. */
async function startImplied(context: Context, upstream: Upstream): Promise<StartedBase> {
  const diff = diffFrom(context.root, upstream);
  const started = diff && (await startGit(context.root, context, diff('--quiet')));
  return async (fleet) => {
    const status = await started?.status;
    if (status === 0) return undefined;
    // Any other status than that of a difference says that it takes more than a diff to tell.
    const listing = status === 1 ? diff : undefined;
    return context.stage('base', () => findImplied(context, upstream, fleet, listing));
  };
}

/** Arguments of git for the files in which the folder is other than the merge base. */
type Diff = (...options: string[]) => string[];

/** How to compare with the merge base by one process; undefined where a merge goes on, which git would leave out of account. */
function diffFrom(root: string, { names, merged }: Upstream): Diff | undefined {
  const [name] = names;
  if (name === undefined || merged.length > 0) return undefined;
  const paths = mayInclude(fleetText(root)) ? ['.'] : [FLEET_FILE, ...ROOTS];
  const settled = ['--no-renames', '--no-ext-diff', '--ignore-submodules=all', '--relative'];
  return (...options) => ['diff', '--merge-base', ...settled, ...options, name, '--', ...paths];
}

function fleetText(root: string): string {
  try {
    return readFileSync(join(root, FLEET_FILE), 'utf8');
  } catch {
    return ''; // what is wrong with it, load tells
  }
}

/** The merge base with what has changed since. Where git cannot tell there is none: nobody named one. */
async function findImplied(
  context: Context,
  upstream: Upstream,
  fleet: Fleet,
  diff: Diff | undefined,
): Promise<Base | undefined> {
  const { openGit } = await import('../gate/git.ts');
  const git = openGit(context.root, context);
  try {
    const paths = diff && oursIn(fleet, splitNul(git(diff('--name-only', '-z'))));
    const base = paths?.length === 0 ? undefined : upstreamBase(git, upstream);
    const changed = paths && environmentsOf(fleet, paths.filter(isGenerated));
    return base && { ...base, implied: true, changed };
  } catch (error) {
    if (error instanceof GateError) return undefined;
    throw error;
  }
}

function oursIn({ sources }: Fleet, paths: readonly string[]): string[] {
  const files = new Set<string>(sources.files);
  return paths.filter((path) => isGenerated(path) || files.has(path));
}
