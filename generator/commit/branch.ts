import { GitError } from '../git/error.ts';
import { printable } from '../git/outcome.ts';
import type { Git } from '../git/runner.ts';
import { inspect } from './repository.ts';

/**
 * Switches to a branch if there is one, here or on a remote. Do this before generating or checking: another branch may
 * hold another `fleet.yaml`.
 * @param git in the fleet's folder
 * @throws {GitError} `bad-branch`, `branch-switch`, and what `inspect` throws
 */
export async function switchToExisting(git: Git, branch: string): Promise<void> {
  const repository = inspect(git);
  if (repository.branch !== branch && branchExists(git, branch)) await switchTo(git, branch, true);
}

/**
 * Whether there is such a branch here or on a remote.
 * @throws {GitError} `bad-branch` when git allows no branch of that name
 */
export function branchExists(git: Git, branch: string): boolean {
  const format = git.inquire(['check-ref-format', `refs/heads/${branch}`]);
  if (format.code !== 0 || branch.startsWith('-') || branch === 'HEAD') {
    const help = 'Choose another name, of letters, digits, `-` and `/`';
    throw new GitError('bad-branch', `${JSON.stringify(branch)} is not a valid branch name`, help);
  }
  const patterns = [`refs/heads/${branch}`, `refs/remotes/*/${branch}`];
  const refs = git.read(['for-each-ref', '--format=%(refname)', ...patterns]).toString();
  return refs.split('\n').some((ref) => ref.endsWith(`/${branch}`));
}

/** Switches without losing work: git refuses when a changed, untracked or ignored file would be overwritten. */
export async function switchTo(git: Git, branch: string, exists: boolean): Promise<void> {
  // Without --no-track a push from the new branch could go to the old one's upstream (branch.autoSetupMerge).
  const target = exists ? [branch] : ['--no-track', '--create', branch];
  const outcome = await git.run(['switch', '--no-overwrite-ignore', ...target], { hooks: true });
  if (outcome.code === 0) return;
  const message = `Cannot switch to the branch ${branch}: ${printable(outcome.stderr)}`;
  const help = 'Commit or stash what is in the way, switch to the branch, and generate again';
  throw new GitError('branch-switch', message, help, { cause: outcome });
}
