import type { ProcessContext } from '../git/environment.ts';
import { GitError } from '../git/error.ts';
import { openGit } from '../git/runner.ts';
import { branchExists, switchTo } from './branch.ts';
import { changesIn } from './changes.ts';
import { commitOnly } from './commit-only.ts';
import { push } from './push.ts';
import { inspect } from './repository.ts';

export interface CommitOptions {
  /** Folder of the repository the tree was written to, absolute; it need not be the top of the work tree. */
  root: string;
  /** The process, whose environment git runs with. */
  around: ProcessContext;
  /**
   * What to commit, relative to the root, existing or removed. A file stands for itself; of a folder only the
   * files that begin with our header are taken, and of those that were removed from it the ones that did.
   */
  paths: string[];
  /** The message, or what makes it from the changed files, relative to the root. */
  message: string | ((files: readonly string[]) => string);
  /** The branch to commit to. It is made from the current commit if it is missing; default is the current one. */
  branch?: string;
  /** Whether to push the branch, also when there was nothing to commit. Default false. */
  push?: boolean;
  /** Stops the running git process; what was staged for the commit is taken back. */
  signal?: AbortSignal;
  /** Receives what hooks and the remote print, as it comes. */
  onOutput?: (text: string) => void;
}

export interface CommitResult {
  /** The commit's id, or `undefined` when there was nothing to commit. */
  committed: string | undefined;
  /** The files in it, relative to the root, sorted. */
  files: string[];
  /** The branch that is checked out now; undefined where HEAD is detached. */
  branch: string | undefined;
  pushed: boolean;
}

/**
 * Commits only the given files: other staged files stay staged, other changed files stay changed. Hooks,
 * signing and identity are git's own. When the commit fails, the index is as it was before.
 * @throws {GitError}
 */
export async function commitTree(options: CommitOptions): Promise<CommitResult> {
  const { root, around, signal, onOutput } = options;
  const git = openGit(root, around, signal);
  let repository = inspect(git);
  const branch = options.branch ?? repository.branch;
  if (branch === undefined) throw detached();
  const exists = branch === repository.branch || branchExists(git, branch);
  if (exists && branch !== repository.branch) {
    await switchTo(git, branch, true);
    repository = inspect(git);
  }
  const changes = changesIn(git, root, repository, [...new Set(options.paths.map(withoutSlash))]);
  const files = [...changes.added, ...changes.modified, ...changes.removed].sort();
  if (files.length === 0) {
    const pushed = options.push === true && exists && !repository.unborn;
    if (pushed) await push(git, branch, undefined, onOutput);
    return { committed: undefined, files, branch: exists ? branch : repository.branch, pushed };
  }
  if (!exists) await switchTo(git, branch, false);
  const message = typeof options.message === 'string' ? options.message : options.message(files);
  await commitOnly({ git, cleanup: openGit(root, around), repository, onOutput }, changes, message);
  const committed = git.read(['rev-parse', 'HEAD']).toString().trim();
  if (options.push) await push(git, branch, committed, onOutput);
  return { committed, files, branch, pushed: options.push === true };
}

function detached(): GitError {
  const help = 'Name a branch with --branch, or check one out with git switch NAME';
  return new GitError('detached-head', 'HEAD is not on a branch, so a commit could be lost', help);
}

function withoutSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}
