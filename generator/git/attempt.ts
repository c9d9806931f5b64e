import { isGitFailure } from './error.ts';
import type { Git } from './git.ts';

/** What git prints, without the line end; undefined where it fails. */
export function attempt(git: Git, args: readonly string[]): string | undefined {
  try {
    return git(args)
      .toString()
      .replace(/\r?\n$/, '');
  } catch (error) {
    if (isGitFailure(error)) return undefined;
    throw error;
  }
}
