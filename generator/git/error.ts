import { ExplainedError } from '../diagnostics/explained-error.ts';

/**
 * - `git-missing`: git is not installed, or not on PATH
 * - `not-a-repository`: the folder is not in a work tree of git
 * - `untrusted-repository`: git does not read the repository, since another user owns it (safe.directory)
 * - `unmerged`: a file of the fleet has a conflict that is not resolved
 * - `operation-in-progress`: a merge, rebase, cherry-pick, revert or `git am` is not finished
 * - `index-locked`: another git process works on the index, or one that was killed left its lock
 * - `ignored`: a .gitignore rule excludes a generated file
 * - `nested-repository`: a generated file lies in a repository of its own, such as a submodule
 * - `detached-head`: HEAD is not on a branch, so a commit could be lost
 * - `bad-branch`, `branch-switch`: the branch name is not valid, or switching to it would lose work
 * - `unreadable`: a file below the paths cannot be read
 * - `no-identity`: git does not know the author or the committer
 * - `refused`: a hook, signing or git itself refused the commit
 * - `no-remote`, `push-failed`: the commit was made and stays, but was not pushed
 * - `interrupted`: the caller's signal stopped git
 * - `git-failed`: git failed in another way
 */
export type GitErrorCode =
  | 'git-missing'
  | 'not-a-repository'
  | 'untrusted-repository'
  | 'unmerged'
  | 'operation-in-progress'
  | 'index-locked'
  | 'ignored'
  | 'nested-repository'
  | 'detached-head'
  | 'bad-branch'
  | 'branch-switch'
  | 'unreadable'
  | 'no-identity'
  | 'refused'
  | 'no-remote'
  | 'push-failed'
  | 'interrupted'
  | 'git-failed';

export interface GitErrorDetails {
  /** The file or folder concerned, relative to the fleet's folder where it lies below it. */
  path?: string | undefined;
  cause?: unknown;
  /** The commit that was made before the failure, and stays. */
  committed?: string | undefined;
  /** What git, its hooks or the remote printed. */
  output?: string | undefined;
}

/** Git could not do what was requested of it; never a fault in a fleet. */
export class GitError extends ExplainedError {
  override readonly name = 'GitError';
  readonly code: GitErrorCode;
  readonly path: string | undefined;
  readonly committed: string | undefined;
  readonly output: string | undefined;
  /** Whether an argument of the command line is wrong, rather than git or the repository. */
  readonly isWrongArgument: boolean;

  constructor(code: GitErrorCode, message: string, help: string, details: GitErrorDetails = {}) {
    super(message, help, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.isWrongArgument = code === 'bad-branch';
    this.path = details.path;
    this.committed = details.committed;
    this.output = details.output;
  }
}

/** Whether an error only says that there is no git, or no repository, which a command that can do without them need not report. */
export function isWithoutGit(error: unknown): boolean {
  return isGitError(error) && (error.code === 'git-missing' || error.code === 'not-a-repository');
}

/** Whether an error is a `GitError`, by its name: each bundle of the program has its own copy of the class. */
export function isGitError(error: unknown): error is GitError {
  return error instanceof Error && error.name === 'GitError' && 'code' in error;
}
