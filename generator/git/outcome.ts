import { codeOf } from '../diagnostics/explained-error.ts';
import { GitError } from './error.ts';

/** How a git process ended. */
export interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  /** What git reads from its standard input. */
  input?: string;
  /**
   * Runs the repository's hooks, and git with its own configuration. A hook may leave a process behind that keeps git's
   * output open, so git's exit is the end, and the very last of its output may be missing.
   */
  hooks?: boolean;
  /** Receives what git and its hooks print for people, as it comes. */
  onOutput?: ((text: string) => void) | undefined;
}

/** Git could not be started. */
export function startFault(cause: Error, folder: string): GitError {
  if (codeOf(cause) === 'ENOENT' && 'path' in cause && cause.path === 'git')
    return new GitError('git-missing', 'git was not found', 'Install git, or add it to PATH', { cause });
  return new GitError('git-failed', `git could not be run in ${folder}: ${cause.message}`, 'Fix the cause', {
    cause,
  });
}

/** The error for a git command that failed, by what it printed. */
export function failure(folder: string, args: readonly string[], stderr: string): GitError {
  if (/must be run in a work tree/i.test(stderr)) {
    return new GitError(
      'not-a-repository',
      `${folder} is in a bare repository or in git's own folder, which has no checked-out files`,
      'Run it in a clone with a work tree',
    );
  }
  const exception = /^\s*(git config --global --add safe\.directory .+)$/m.exec(stderr)?.[1];
  if (exception !== undefined) {
    const [reason = ''] = printable(stderr).split('\n');
    return new GitError(
      'untrusted-repository',
      `git does not trust the repository: ${reason.replace(/^fatal: /, '')}`,
      `Run ${exception}`,
    );
  }
  // `not a git repository: PATH` is a .git file, or a GIT_DIR, that leads nowhere.
  if (/not a git repository \(/i.test(stderr) || isDiffOutside(stderr)) {
    return new GitError(
      'not-a-repository',
      `${folder} is not in a git repository`,
      'Run it in a repository, or make one with git init',
    );
  }
  const command = args.find((arg) => /^[a-z][a-z-]*$/.test(arg)) ?? '';
  return new GitError(
    'git-failed',
    `git ${command} failed: ${printable(stderr)}`,
    'Follow the message of git and run again',
  );
}

/** Whether `git diff` took its arguments for files to compare, since it reads no repository here, and so refuses --cached. */
export function isDiffOutside(stderr: string): boolean {
  return /unknown option .cached/i.test(stderr);
}

/** What git or a hook printed, with its lines as they came and without control characters. */
export function printable(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim();
}
