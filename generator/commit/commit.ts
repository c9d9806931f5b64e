import { branchExists, switchTo } from './branch.ts';
import { changesIn } from './changes.ts';
import { commitOnly } from './commit-only.ts';
import type { TreeChanges } from './fact.ts';
import { openGit } from './git.ts';
import { push } from './push.ts';
import { inspect } from './repository.ts';

export interface CommitOptions {
  /** Folder of the repository the tree was written to, absolute; it need not be the top of the work tree. */
  root: string;
  /**
   * What to commit, relative to the root, existing or removed. A file stands for itself; of a folder only the
   * files that begin with our header are taken, and of those that were removed from it the ones that did.
   */
  paths: string[];
  /** The message, or what makes it from the changes. */
  message: string | ((changes: TreeChanges) => string);
  /** The branch to commit to. It is made from the current commit if there is none; default is the current one. */
  branch?: string;
  /** Whether to push the branch, also when there was nothing to commit. Default false. */
  push?: boolean;
  /** Stops the running git process; what was staged for the commit is taken back. */
  signal?: AbortSignal;
}

export interface CommitResult {
  /** The commit's id, or `undefined` when there was nothing to commit. */
  committed: string | undefined;
  /** The files in it, relative to the root, sorted. */
  files: string[];
  /** The branch that is checked out now. */
  branch: string;
  pushed: boolean;
}

/**
 * Commits the generated files and nothing else: what else is staged stays staged, what else is changed stays
 * changed. Hooks, signing and identity are git's own. When the commit fails, the index is as it was before.
 * @throws {CommitError}
 */
export async function commitTree(options: CommitOptions): Promise<CommitResult> {
  const { root, signal } = options;
  const git = await openGit(root, signal);
  let repository = await inspect(git);
  const branch = options.branch ?? repository.branch;
  const exists = branch === repository.branch || (await branchExists(git, branch));
  if (exists && branch !== repository.branch) {
    await switchTo(git, branch, true);
    repository = await inspect(git);
  }
  const changes = await changesIn(git, root, repository, [...new Set(options.paths.map(withoutSlash))]);
  const files = [...changes.added, ...changes.modified, ...changes.removed].sort();
  if (files.length === 0) {
    const pushed = options.push === true && exists && !repository.unborn;
    if (pushed) await push(git, branch, undefined);
    return { committed: undefined, files, branch: repository.branch, pushed };
  }
  if (!exists) await switchTo(git, branch, false);
  const message = typeof options.message === 'string' ? options.message : options.message(changes);
  await commitOnly(git, await openGit(root), repository, changes, message);
  const committed = (await git.run(['rev-parse', 'HEAD'])).trim();
  if (options.push) await push(git, branch, committed);
  return { committed, files, branch, pushed: options.push === true };
}

function withoutSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}
