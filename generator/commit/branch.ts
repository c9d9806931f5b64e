import { CommitError } from './error.ts';
import { complaintOf, type Git, openGit } from './git.ts';
import { inspect } from './repository.ts';

/**
 * Switches to a branch if there is one, here or on a remote. Do this before generating or checking: another branch may
 * hold another `fleet.yaml`.
 * @param root folder of the repository, absolute
 * @throws {CommitError} `bad-branch`, `branch-switch`, and what `inspect` throws
 */
export async function switchToExisting(root: string, branch: string): Promise<void> {
  const git = await openGit(root);
  const repository = await inspect(git);
  if (repository.branch !== branch && (await branchExists(git, branch))) await switchTo(git, branch, true);
}

/**
 * Whether there is such a branch here or on a remote.
 * @throws {CommitError} `bad-branch` when git allows no branch of that name
 */
export async function branchExists(git: Git, branch: string): Promise<boolean> {
  const format = await git.attempt(['check-ref-format', `refs/heads/${branch}`]);
  if (format.code !== 0 || branch.startsWith('-') || branch === 'HEAD') {
    const help = 'Choose another name, e.g. letters, digits, `-` and `/`';
    throw new CommitError('bad-branch', `${JSON.stringify(branch)} is no valid name of a branch`, help);
  }
  const refs = await git.run([
    'for-each-ref',
    '--format=%(refname)',
    `refs/heads/${branch}`,
    `refs/remotes/*/${branch}`,
  ]);
  return refs.split('\n').some((ref) => ref.endsWith(`/${branch}`));
}

/** Switches without losing work: git refuses when a changed, untracked or ignored file would be overwritten. */
export async function switchTo(git: Git, branch: string, exists: boolean): Promise<void> {
  // Without --no-track a push from the new branch could go to the old one's upstream (branch.autoSetupMerge).
  const target = exists ? [branch] : ['--no-track', '--create', branch];
  const outcome = await git.attempt(['switch', '--no-overwrite-ignore', ...target], { hooks: true });
  if (outcome.code === 0) return;
  const message = `Cannot switch to the branch ${branch}: ${complaintOf(outcome)}`;
  const help = 'Commit or stash what is in the way, switch to the branch, and generate again';
  throw new CommitError('branch-switch', message, help, { cause: outcome });
}
