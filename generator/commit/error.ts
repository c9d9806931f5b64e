/**
 * - `git-missing`: there is no `git` to run
 * - `not-a-repository`: the root is in no work tree of git, or git refuses to look at it
 * - `operation-in-progress`: a merge, rebase, cherry-pick, revert or `git am` waits to be finished
 * - `detached-head`: no branch is checked out, so a commit could be lost
 * - `index-locked`: another git process works on the index, or one that was killed left its lock
 * - `conflict`: a generated file has an unresolved conflict
 * - `ignored`: a .gitignore rule keeps a generated file out
 * - `nested-repository`: a generated file lies in a repository of its own, as a submodule is
 * - `bad-branch`, `branch-switch`: the branch has no valid name, or switching to it would lose work
 * - `unreadable`: a file below the paths cannot be read
 * - `no-identity`: git does not know who commits
 * - `refused`: a hook, signing or git itself refused the commit
 * - `no-remote`, `push-failed`: the commit was made and stays, but was not pushed
 * - `interrupted`: the caller's signal stopped the run
 * - `git-failed`: git failed in another way
 */
export type CommitErrorCode =
  | 'git-missing'
  | 'not-a-repository'
  | 'operation-in-progress'
  | 'detached-head'
  | 'index-locked'
  | 'conflict'
  | 'ignored'
  | 'nested-repository'
  | 'bad-branch'
  | 'branch-switch'
  | 'unreadable'
  | 'no-identity'
  | 'refused'
  | 'no-remote'
  | 'push-failed'
  | 'interrupted'
  | 'git-failed';

export interface CommitErrorDetails {
  /** The file or folder in question, relative to the root where it lies below it. */
  path?: string | undefined;
  cause?: unknown;
  /** The commit that was made before the failure, and stays. */
  committed?: string | undefined;
}

/** Why nothing was committed, or why what was committed was not pushed. */
export class CommitError extends Error {
  override readonly name = 'CommitError';
  readonly code: CommitErrorCode;
  /** An imperative sentence without a final full stop. */
  readonly help: string;
  readonly path: string | undefined;
  readonly committed: string | undefined;

  constructor(code: CommitErrorCode, message: string, help: string, details: CommitErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.help = help;
    this.path = details.path;
    this.committed = details.committed;
  }
}
