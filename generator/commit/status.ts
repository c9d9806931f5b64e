import type { Git } from '../git/runner.ts';
import { splitNul } from '../git/split-nul.ts';
import { batches } from './pathspec.ts';

/** One line of `git status`, its path relative to the root. */
export interface StatusEntry {
  /** The two letters of git-status(1), e.g. ` M`, `??`, `!!`. */
  code: string;
  path: string;
}

/**
 * What git says of the paths and everything below them: changed, untracked and ignored files, each by itself.
 * @param prefix the root below the top of the work tree, as in `Repository`
 */
export function statusOf(git: Git, prefix: string, paths: string[]): StatusEntry[] {
  const entries: StatusEntry[] = [];
  for (const specs of batches(paths)) {
    const flags = ['--porcelain=v1', '-z', '--no-renames', '--untracked-files=all', '--ignored=traditional'];
    for (const line of splitNul(git.read(['status', ...flags, '--', ...specs])))
      entries.push({ code: line.slice(0, 2), path: line.slice(3 + prefix.length) });
  }
  return entries;
}
