import { attempt } from './attempt.ts';
import type { Git } from './git.ts';
import type { Upstream } from './upstream.ts';

/** The full name of the commit that a revision names; undefined where there is no such commit. */
export function commitOf(git: Git, revision: string): string | undefined {
  return attempt(git, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
}

/** The commit where HEAD, with what a merge brings in, left its upstream; undefined where there is none. */
export function mergeBase(git: Git, { names, merged }: Upstream): string | undefined {
  for (const name of names) {
    // Of more than two, git takes the first against a merge of the others (git-merge-base).
    const commit = attempt(git, ['merge-base', name, 'HEAD', ...merged]);
    if (commit !== undefined) return commit;
  }
  return undefined;
}
