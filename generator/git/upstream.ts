import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { branchIn, type Checkout, openCheckout } from './checkout.ts';
import type { ProcessContext } from './environment.ts';
import { readGitFile, refValue, upstreamRef } from './refs.ts';

/** What a repository's files tell of the branch that HEAD goes back to, so that git need not be asked where there is none. */
export interface Upstream {
  /** Names that git may know it by, the most telling first; none where there is surely no such branch. */
  names: readonly string[];
  /** Commits that a merge under way brings in besides HEAD. */
  merged: readonly string[];
  /**
   * All that decides what the merge base has of the folder: where it is, and the full names of commits; undefined where that takes
   * more than files to tell.
   */
  identity?: string;
}

/** The branch that a remote has as its own, where a clone is told of it. */
const REMOTE_HEAD = 'refs/remotes/origin/HEAD';

/** Looks for the upstream of what is checked out around the folder `root`. */
export function findUpstream(root: string, around: ProcessContext): Upstream {
  const checkout = openCheckout(root, around);
  if (!checkout) return { names: [], merged: [] };
  const candidates = candidatesIn(checkout);
  const merged = mergedIn(checkout, around);
  const commits = commitsOf(checkout, candidates);
  const identity = commits && JSON.stringify([realpathSync(root), checkout.folder, commits, merged]);
  return { names: candidates.map(({ name }) => name), merged, ...(identity !== undefined && { identity }) };
}

/** What the upstream may be, by a name for git and, where files tell it, by its ref. */
interface Candidate {
  name: string;
  ref: string | undefined;
}

function candidatesIn({ common, config, branch, isPlain }: Checkout): Candidate[] {
  const candidates: Candidate[] = [];
  if (branch !== undefined && (!isPlain || mayConfigure(config, branch)))
    candidates.push({ name: `${branch}@{upstream}`, ref: upstreamRef(config, branch) });
  if (!isPlain || mayHaveRef(common, REMOTE_HEAD)) candidates.push({ name: REMOTE_HEAD, ref: REMOTE_HEAD });
  return candidates;
}

/** What HEAD and the candidates name; undefined where that, or what they have in common, takes more than files to tell. */
function commitsOf(
  { common, head, isPlain }: Checkout,
  candidates: readonly Candidate[],
): string[] | undefined {
  // What a shallow clone does not have yet can change the merge base.
  if (!isPlain || existsSync(join(common, 'shallow'))) return undefined;
  const branch = branchIn(head);
  const commits = [
    branch === undefined ? head.trimEnd() : refValue(common, `refs/heads/${branch}`),
    ...candidates.map(({ ref }) => (ref === undefined ? undefined : refValue(common, ref))),
  ];
  return commits.every((commit) => commit !== undefined) ? commits : undefined;
}

/** Whether settings may say something of a branch; sure only when it says no. */
function mayConfigure(config: string, branch: string): boolean {
  const name = branch.toLowerCase();
  // A quote is written with a backslash there.
  return config
    .toLowerCase()
    .split('\n')
    .some((line) => /^\s*\[\s*branch/.test(line) && (line.includes(name) || name.includes('"')));
}

function mayHaveRef(common: string, ref: string): boolean {
  return existsSync(join(common, ref)) || (readGitFile(common, 'packed-refs')?.includes(ref) ?? false);
}

/** Git has them in a file while conflicts are resolved, and names them in variables for its hooks before (git 2.39, builtin/merge.c). */
function mergedIn({ folder }: Checkout, { env }: ProcessContext): string[] {
  const named = Object.keys(env).flatMap((name) => /^GITHEAD_([0-9a-f]{40,})$/.exec(name)?.[1] ?? []);
  if (named.length > 0) return named;
  return (readGitFile(folder, 'MERGE_HEAD') ?? '').split('\n').filter(Boolean);
}
