import { ROOTS } from '../emit/paths.ts';
import { environmentsOf } from '../gate/affected.ts';
import { attempt } from '../git/attempt.ts';
import { type Base, upstreamBase } from '../git/base.ts';
import { isGenerated } from '../git/changes.ts';
import { GateError } from '../git/error.ts';
import { type Git, openGit } from '../git/git.ts';
import { prefixOf } from '../git/prefix.ts';
import { findUpstream, type Upstream } from '../git/upstream.ts';
import type { Fleet } from '../load/index.ts';
import type { Context, Options } from './command.ts';

/** The commit where the branch left its upstream, for whoever named none. */
export interface ImpliedBase {
  /** All that decides the base, and with the fleet's text what is other now; undefined where only git can tell. */
  identity?: string;
  /**
   * The base; undefined where nothing is other than there.
   * @throws {GateError} where git finds none
   */
  find(fleet: Fleet): Base | undefined;
}

/**
 * Looks for an implied base in the repository's files; undefined where there is surely none, and where another one is named, or the
 * question is what another Karpenter would take.
 */
export function impliedBase(context: Context, { base, karpenter }: Options): ImpliedBase | undefined {
  if (base !== undefined || karpenter !== undefined) return undefined;
  const upstream = findUpstream(context.root, context);
  if (upstream.names.length === 0) return undefined;
  const { identity } = upstream;
  return {
    ...(identity !== undefined && { identity }),
    find: (fleet) => {
      const git = openGit(context.root, context);
      const folder = () => prefixOf(git, context.root, context);
      return context.stage('base', () => findBase(git, folder, upstream, fleet));
    },
  };
}

function findBase(git: Git, folder: () => string, upstream: Upstream, fleet: Fleet): Base | undefined {
  const paths = changedSince(git, upstream, fleet);
  if (paths?.length === 0) return undefined;
  const base = upstreamBase(git, folder, upstream);
  if (!base) throw new GateError('git-failed', 'git finds no merge base', 'Fetch the upstream');
  return { ...base, changed: paths && environmentsOf(fleet, paths.filter(isGenerated)) };
}

/**
 * The fleet's files and generated ones in which the folder is other than the merge base, by one process; undefined where it takes more
 * to tell: git leaves a merge that goes on out of account, and before 2.30 it does not know how to.
 */
function changedSince(
  git: Git,
  { names: [name], merged }: Upstream,
  { sources }: Fleet,
): string[] | undefined {
  if (name === undefined || merged.length > 0) return undefined;
  const options = ['--no-renames', '--no-ext-diff', '--relative', '--name-only', '-z'];
  const diff = ['--literal-pathspecs', 'diff', '--merge-base', ...options];
  return attempt(git, [...diff, name, '--', ...sources.files, ...ROOTS])
    ?.split('\0')
    .filter(Boolean);
}
