import type { Changes } from './changes.ts';
import { CommitError } from './error.ts';
import { complaintOf, type Git, type Outcome } from './git.ts';
import { FROM_INPUT, inputOf } from './pathspec.ts';
import { type Repository, refuseIndexLock } from './repository.ts';
import { statusOf } from './status.ts';

/** Generated text has `\n` only, and git may make of it what it likes: no reason to refuse the commit. */
const ANY_LINE_ENDS = ['-c', 'core.safecrlf=false'];

/**
 * Commits the changed files whatever else is staged. `git commit --only` builds the commit from the last one plus
 * these files, in an index of its own, and is one transaction. It takes only files the index knows, so new ones
 * are entered first, without their content, and taken back when the commit fails.
 * @param git runs the commit, and stops with the caller's signal
 * @param cleanup runs git also after that signal
 * @throws {CommitError}
 */
export async function commitOnly(
  git: Git,
  cleanup: Git,
  repository: Repository,
  changes: Changes,
  message: string,
): Promise<void> {
  let outcome: Outcome;
  try {
    outcome = await enterAndCommit(git, changes, message);
  } catch (error) {
    await takeBack(cleanup, repository, changes.untracked);
    throw error;
  }
  if (outcome.code === 0) return;
  await takeBack(cleanup, repository, changes.untracked);
  refuseIndexLock(repository.gitFolder);
  throw await refusal(git, outcome);
}

async function enterAndCommit(git: Git, changes: Changes, message: string): Promise<Outcome> {
  if (changes.untracked.length > 0) {
    const add = [...ANY_LINE_ENDS, 'add', '--intent-to-add', '--verbose', ...FROM_INPUT];
    const outcome = await git.attempt(add, { input: inputOf(changes.untracked) });
    if (outcome.code !== 0) return outcome;
  }
  const all = [...changes.added, ...changes.modified, ...changes.removed, ...changes.settled];
  const commit = [...ANY_LINE_ENDS, 'commit', '--only', `--message=${message}`, ...FROM_INPUT];
  return git.attempt(commit, { input: inputOf(all), hooks: true });
}

/** Only what is still without content: a commit that was made in spite of the signal stays whole. */
async function takeBack(git: Git, { prefix }: Repository, untracked: string[]): Promise<void> {
  if (untracked.length === 0) return;
  const entered = (await statusOf(git, prefix, untracked))
    .filter(({ code }) => code === ' A')
    .map(({ path }) => path);
  if (entered.length === 0) return;
  const remove = ['rm', '--cached', '--quiet', '--force', ...FROM_INPUT];
  await git.attempt(remove, { input: inputOf(entered) });
}

async function refusal(git: Git, cause: Outcome): Promise<CommitError> {
  for (const role of ['AUTHOR', 'COMMITTER']) {
    const { code } = await git.attempt(['var', `GIT_${role}_IDENT`]);
    if (code === 0) continue;
    const help = 'Set it with `git config user.name NAME` and `git config user.email ADDRESS`';
    return new CommitError('no-identity', `Git does not know the ${role.toLowerCase()} of the commit`, help, {
      cause,
    });
  }
  const message = `Git, or a hook of the repository, refused the commit: ${complaintOf(cause)}`;
  return new CommitError('refused', message, 'Mend what it says and commit again', { cause });
}
