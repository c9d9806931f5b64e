import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { commitOf } from '../git/base.ts';
import { GitError } from '../git/error.ts';
import type { Git } from '../git/runner.ts';
import { workTreeOf } from '../git/worktree.ts';

/** What must be known of a repository before a commit. */
export interface Repository {
  /** Git's folder for this work tree, absolute. */
  gitFolder: string;
  /** The root below the top of the work tree, ending in `/`, or the empty string. */
  prefix: string;
  /** The branch that is checked out, e.g. `main`; undefined where HEAD is detached, as in most CI checkouts. */
  branch: string | undefined;
  /** True when there is no commit yet. */
  unborn: boolean;
}

/** The files by which git itself (wt-status.c) knows of an operation that waits, and how to end each. */
const OPERATIONS: [string, string, string][] = [
  ['rebase-merge', 'a rebase', 'rebase'],
  ['rebase-apply', 'a rebase or `git am`', 'rebase'],
  ['MERGE_HEAD', 'a merge', 'merge'],
  ['CHERRY_PICK_HEAD', 'a cherry-pick', 'cherry-pick'],
  ['REVERT_HEAD', 'a revert', 'revert'],
  ['sequencer', 'a cherry-pick or revert', 'cherry-pick'],
];

/**
 * Looks at the repository around git's folder.
 * @throws {GitError} when it is in a state in which a commit would be lost or be part of something else
 */
export function inspect(git: Git): Repository {
  const { gitFolder, prefix } = workTreeOf(git);
  refuseOperation(gitFolder);
  refuseIndexLock(gitFolder);
  const branch = /^refs\/heads\/(.+)$/.exec(git.tryRead(['symbolic-ref', '--quiet', 'HEAD']) ?? '')?.[1];
  return { gitFolder, prefix, branch, unborn: commitOf(git, 'HEAD') === undefined };
}

/** @throws {GitError} `index-locked`; the lock is never removed, since its owner may be alive */
export function refuseIndexLock(gitFolder: string): void {
  const path = join(gitFolder, 'index.lock');
  if (!existsSync(path)) return;
  const help = `Wait for the other git to finish; if none is running, remove ${path}`;
  throw new GitError('index-locked', "Git's index is locked by another process", help, { path });
}

function refuseOperation(gitFolder: string): void {
  for (const [file, name, command] of OPERATIONS) {
    const path = join(gitFolder, file);
    if (!existsSync(path)) continue;
    const help = `Finish it with \`git ${command} --continue\` or drop it with \`git ${command} --abort\``;
    throw new GitError('operation-in-progress', `The repository is in the middle of ${name}`, help, {
      path,
    });
  }
}
