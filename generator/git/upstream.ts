import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProcessContext } from './environment.ts';
import { type Commits, REMOTE_HEAD } from './repository.ts';
import type { Git } from './runner.ts';

/**
 * The commit where HEAD, with what a merge under way brings in, left its upstream, or else the default branch of `origin`; undefined
 * where git knows neither.
 * @param gitFolder git's own folder for the work tree, in which it keeps what is under way there
 * @param commits what is known of the repository's commits already
 */
export function forkPoint(
  git: Git,
  gitFolder: string,
  { env }: ProcessContext,
  commits: Commits = new Map(),
): string | undefined {
  const state = readState(gitFolder);
  const merged = mergedBy(env) ?? state.merged;
  for (const upstream of [`${state.branch ?? ''}@{upstream}`, REMOTE_HEAD]) {
    const tip = commits.get(upstream);
    if (tip === undefined && commits.has(upstream)) continue;
    if (tip !== undefined && tip === commits.get('HEAD') && merged.length === 0) return tip;
    // Of more than two, git takes the first against a merge of the others (git-merge-base).
    const commit = git.tryRead(['merge-base', upstream, 'HEAD', ...merged]);
    if (commit !== undefined) return commit;
  }
  return undefined;
}

/** What is under way in a work tree. */
interface State {
  /** Commits that a merge brings in besides HEAD. */
  merged: string[];
  /** The branch that a rebase works on, which is off HEAD until it is done. */
  branch: string | undefined;
}

/** Files of each work tree's own (gitrepository-layout). */
const STATE_FILES = ['MERGE_HEAD', 'rebase-merge/head-name', 'rebase-apply/head-name'];

function readState(gitFolder: string): State {
  const [merge = '', ...names] = STATE_FILES.map((file) => textOf(join(gitFolder, file)));
  const branch = names.flatMap((name) => /^refs\/heads\/(.+)$/m.exec(name)?.[1] ?? [])[0];
  return { merged: merge.split('\n').filter(Boolean), branch };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // it exists only while git works on it
  }
}

/** Git names the commits in variables for its hooks, before it writes MERGE_HEAD (git 2.39, builtin/merge.c). */
function mergedBy(env: ProcessContext['env']): string[] | undefined {
  const named = Object.keys(env).flatMap((name) => /^GITHEAD_([0-9a-f]{40,})$/.exec(name)?.[1] ?? []);
  return named.length > 0 ? named : undefined;
}
