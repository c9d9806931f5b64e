import { GitError } from './error.ts';
import type { Git } from './runner.ts';

/** Where a folder lies in its work tree. */
export interface WorkTree {
  /** The top of the work tree, absolute. */
  top: string;
  /** The folder below the top, empty or ending in `/`. */
  prefix: string;
  /** Git's own folder for this work tree, absolute. */
  gitFolder: string;
}

/** What `git rev-parse` is given to print the work tree's top, git's own folder and the prefix, a line each. */
export const WORK_TREE = ['rev-parse', '--show-toplevel', '--absolute-git-dir', '--show-prefix'];

/**
 * The work tree around git's folder.
 * @throws {GitError} `not-a-repository` where it is missing
 */
export function workTreeOf(git: Git): WorkTree {
  const [top = '', gitFolder = '', prefix = '', ...more] = git.read(WORK_TREE).toString().split('\n');
  if (more.join('') !== '')
    throw new GitError('git-failed', 'the path of the repository holds a line break', 'Rename the folder');
  return { top, prefix, gitFolder };
}
