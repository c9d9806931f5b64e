import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CommitError } from './error.ts';
import { complaintOf, type Git } from './git.ts';

/** What must be known of a repository before a commit. */
export interface Repository {
  /** Git's folder for this work tree, absolute. */
  gitFolder: string;
  /** The root below the top of the work tree, ending in `/`, or the empty string. */
  prefix: string;
  /** The branch that is checked out, e.g. `main`. */
  branch: string;
  /** True when the branch has no commit yet. */
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
 * @throws {CommitError} when it is in a state in which a commit would be lost or be part of something else
 */
export async function inspect(git: Git): Promise<Repository> {
  const where = await git.attempt([
    'rev-parse',
    '--is-inside-work-tree',
    '--absolute-git-dir',
    '--show-prefix',
  ]);
  const [inside, gitFolder = '', prefix = ''] = where.stdout.split('\n');
  if (where.code !== 0 || inside !== 'true') {
    const reason = where.code === 0 ? 'it is no work tree' : complaintOf(where);
    const help = 'Run in a git repository, or make one with `git init`';
    throw new CommitError('not-a-repository', `Nothing can be committed here: ${reason}`, help);
  }
  refuseOperation(gitFolder);
  refuseIndexLock(gitFolder);
  const head = await git.attempt(['symbolic-ref', '--quiet', 'HEAD']);
  const branch = /^refs\/heads\/(.+)\n$/.exec(head.stdout)?.[1];
  if (branch === undefined) {
    const help = 'Check out a branch with `git switch NAME`, or make one with `git switch --create NAME`';
    throw new CommitError(
      'detached-head',
      'No branch is checked out, so a commit would belong to none',
      help,
    );
  }
  const commit = await git.attempt(['rev-parse', '--quiet', '--verify', 'HEAD^{commit}']);
  return { gitFolder, prefix, branch, unborn: commit.code !== 0 };
}

/** @throws {CommitError} `index-locked`; the lock is never removed, since its owner may be alive */
export function refuseIndexLock(gitFolder: string): void {
  const path = join(gitFolder, 'index.lock');
  if (!existsSync(path)) return;
  const help = `Wait for the other git to finish; if none is running, remove ${path}`;
  throw new CommitError('index-locked', "Git's index is locked by another process", help, { path });
}

function refuseOperation(gitFolder: string): void {
  for (const [file, name, command] of OPERATIONS) {
    const path = join(gitFolder, file);
    if (!existsSync(path)) continue;
    const help = `Finish it with \`git ${command} --continue\` or drop it with \`git ${command} --abort\``;
    throw new CommitError('operation-in-progress', `The repository is in the middle of ${name}`, help, {
      path,
    });
  }
}
