import { GitError } from '../git/error.ts';
import { type Outcome, printable } from '../git/outcome.ts';
import type { Git } from '../git/runner.ts';
import type { Changes } from './changes.ts';
import { FROM_INPUT, inputOf } from './pathspec.ts';
import { type Repository, refuseIndexLock } from './repository.ts';
import { statusOf } from './status.ts';

/** Generated text has only `\n`, and git may convert it: no reason to reject the commit. */
const ANY_LINE_ENDS = ['-c', 'core.safecrlf=false'];

/** What a commit is made with. */
interface Committing {
  /** Runs the commit, and stops with the caller's signal. */
  git: Git;
  /** Runs git also after that signal. */
  cleanup: Git;
  repository: Repository;
  onOutput?: ((text: string) => void) | undefined;
}

/**
 * Commits the changed files whatever else is staged. `git commit --only` builds the commit from the last one plus
 * these files, in an index of its own, and is one transaction. It takes only files the index knows, so new ones
 * are entered first, without their content, and taken back when the commit fails.
 * @throws {GitError}
 */
export async function commitOnly(
  { git, cleanup, repository, onOutput }: Committing,
  changes: Changes,
  message: string,
): Promise<void> {
  let outcome: Outcome;
  try {
    outcome = await enterAndCommit(git, changes, message, onOutput);
  } catch (error) {
    await takeBack(cleanup, repository, changes.untracked);
    throw error;
  }
  if (outcome.code === 0) return;
  await takeBack(cleanup, repository, changes.untracked);
  refuseIndexLock(repository.gitFolder);
  throw refusal(cleanup, outcome, onOutput !== undefined);
}

async function enterAndCommit(
  git: Git,
  changes: Changes,
  message: string,
  onOutput: Committing['onOutput'],
): Promise<Outcome> {
  if (changes.untracked.length > 0) {
    const add = [...ANY_LINE_ENDS, 'add', '--intent-to-add', '--verbose', ...FROM_INPUT];
    const outcome = await git.run(add, { input: inputOf(changes.untracked) });
    if (outcome.code !== 0) return outcome;
  }
  const all = [...changes.added, ...changes.modified, ...changes.removed, ...changes.settled];
  const commit = [...ANY_LINE_ENDS, 'commit', '--only', `--message=${message}`, ...FROM_INPUT];
  return git.run(commit, { input: inputOf(all), hooks: true, onOutput });
}

/** Only what is still without content: a commit that was made in spite of the signal stays whole. */
async function takeBack(git: Git, { prefix }: Repository, untracked: string[]): Promise<void> {
  if (untracked.length === 0) return;
  const entered = statusOf(git, prefix, untracked)
    .filter(({ code }) => code === ' A')
    .map(({ path }) => path);
  if (entered.length === 0) return;
  const remove = ['rm', '--cached', '--quiet', '--force', ...FROM_INPUT];
  await git.run(remove, { input: inputOf(entered) });
}

/** @param isShown whether the output was shown as it came */
function refusal(git: Git, cause: Outcome, isShown: boolean): GitError {
  for (const role of ['AUTHOR', 'COMMITTER']) {
    if (git.tryRead(['var', `GIT_${role}_IDENT`]) !== undefined) continue;
    const help = 'Set it with `git config user.name NAME` and `git config user.email ADDRESS`';
    return new GitError(
      'no-identity',
      `Git has no name and address for the ${role.toLowerCase()} of the commit`,
      help,
      {
        cause,
      },
    );
  }
  const printed = printable(cause.stderr) || printable(cause.stdout) || `exit code ${cause.code}`;
  const message = `git, or a hook of the repository, rejected the commit${isShown ? '' : `:\n${printed}`}`;
  return new GitError('refused', message, 'Fix what it reports and commit again', { cause, output: printed });
}
