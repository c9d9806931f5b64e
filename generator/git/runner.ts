import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { codeOf } from '../diagnostics/explained-error.ts';
import { gitEnvironment, type ProcessContext } from './environment.ts';
import { GitError } from './error.ts';
import { failure, isDiffOutside, type Outcome, type RunOptions, startFault } from './outcome.ts';

/** The one way to git, in one folder. */
export interface Git {
  readonly folder: string;
  /** Reads: runs git to its end and gives what it prints, byte for byte. Throws a `GitError` when git fails. */
  read(args: readonly string[], input?: string): Buffer;
  /** Reads text, without the final line end; undefined where git fails. */
  tryRead(args: readonly string[]): string | undefined;
  /** Runs git for reading, whatever its exit code. */
  inquire(args: readonly string[], input?: string): Outcome;
  /** Writes: runs git to its end, whatever its exit code; the caller's signal stops it. */
  run(args: readonly string[], options?: RunOptions): Promise<Outcome>;
}

/**
 * Settings by which a repository can start a program whenever git reads its index. Only actions of a person, a
 * commit or a push, may run programs of the repository.
 */
const INERT = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'];

/** Options of `git diff` by which it starts no program that the repository's configuration names. */
export const PLAIN_DIFF = ['--no-ext-diff', '--no-textconv', '--no-renames', '--no-color'];

/**
 * Opens git for the folder, with the index and repository that git's variables name, as a hook needs it.
 * @param signal stops the git process that writes, with the signal that Ctrl-C sends
 */
export function openGit(folder: string, around: ProcessContext, signal?: AbortSignal): Git {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new GitError('not-a-repository', `${folder} is not a folder`, 'Name an existing folder');
  const env = gitEnvironment(folder, around);
  const read = (args: readonly string[], input?: string) => {
    const { status, stdout, stderr, error } = spawnSync('git', [...INERT, ...args], {
      cwd: folder,
      // Messages are recognized by their English text, and reads must not wait for a lock.
      env: { ...env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0' },
      maxBuffer: 2 ** 31,
      ...(input === undefined ? {} : { input }),
    });
    // Git may end, with a message, before it has read its input.
    if (error && (status === null || codeOf(error) !== 'EPIPE')) throw startFault(error, folder);
    return { code: status ?? 1, stdout, stderr: stderr.toString() };
  };
  const reasonOf = (stderr: string): string =>
    (isDiffOutside(stderr) && read(['rev-parse', '--git-dir']).stderr) || stderr;
  return {
    folder,
    read: (args, input) => {
      const { code, stdout, stderr } = read(args, input);
      if (code !== 0) throw failure(folder, args, reasonOf(stderr));
      return stdout;
    },
    tryRead: (args) => {
      const { code, stdout } = read(args);
      return code === 0 ? stdout.toString().replace(/\r?\n$/, '') : undefined;
    },
    inquire: (args, input) => {
      const { code, stdout, stderr } = read(args, input);
      return { code, stdout: stdout.toString(), stderr };
    },
    run: async (args, options = {}) => {
      // Loaded here because it is slow to load and most commands only read.
      const { runToEnd } = await import('./run-to-end.ts');
      return runToEnd({ folder, env, signal }, options.hooks ? args : [...INERT, ...args], options);
    },
  };
}
