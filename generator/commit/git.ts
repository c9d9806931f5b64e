import { statSync } from 'node:fs';
import { CommitError } from './error.ts';

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
   * True when git may run hooks. A hook may leave a process behind that keeps git's output open, so then git's
   * exit is the end, and the very last of its output may be missing.
   */
  hooks?: boolean;
}

/** Runs git in one folder, one process at a time. */
export interface Git {
  /** Runs git to its end, whatever its exit code. */
  attempt(args: string[], options?: RunOptions): Promise<Outcome>;
  /** Runs git and gives its output. Throws a `CommitError` `git-failed` when the exit code is not 0. */
  run(args: string[]): Promise<string>;
}

const EXIT_TO_END = 200;

/**
 * Opens git in a folder. The user's environment reaches git unchanged: identity, keys and ssh commands are theirs.
 * @param root folder to run in
 * @param signal stops the running git process, with the signal that Ctrl-C sends
 */
export async function openGit(root: string, signal?: AbortSignal): Promise<Git> {
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) {
    throw new CommitError('not-a-repository', `There is no folder ${root}`, 'Name an existing folder', {
      path: root,
    });
  }
  // Loaded here because it is slow to load and most commands do not commit.
  const { simpleGit } = await import('simple-git');
  const attempt = async (args: string[], { input, hooks }: RunOptions = {}): Promise<Outcome> => {
    let code = 0;
    let stderr = '';
    const client = simpleGit({
      baseDir: root,
      allowEnvironment: Object.keys(process.env),
      // Else hooks would inherit a variable that makes git refuse abbreviated options.
      unsafe: { allowAbbreviatedOptions: true },
      completion: { onClose: true, onExit: hooks ? EXIT_TO_END : false },
      ...(signal === undefined ? {} : { abort: signal }),
      ...(input === undefined ? {} : { input: () => input }),
      errors: (error, result) => {
        code = result.exitCode;
        stderr = Buffer.concat(result.stdErr).toString();
        // A positive code is git's own answer; simple-git would make an error of it only if stderr has text.
        return code > 0 && !signal?.aborted ? undefined : error;
      },
    });
    try {
      return { stdout: await client.raw(args), code, stderr };
    } catch (cause) {
      throw startFault(cause, signal);
    }
  };
  const run = async (args: string[]) => {
    const outcome = await attempt(args);
    if (outcome.code === 0) return outcome.stdout;
    throw gitFailed(`${args.find((arg) => !arg.startsWith('-'))}`, outcome);
  };
  return { attempt, run };
}

/** The error for a git command that failed for no reason we foresaw. */
export function gitFailed(command: string, outcome: Outcome): CommitError {
  const message = `git ${command} failed: ${complaintOf(outcome)}`;
  return new CommitError('git-failed', message, 'Do what git says and run again', { cause: outcome });
}

/** What git or a hook said on failing, its last lines, on one line. */
export function complaintOf({ code, stdout, stderr }: Outcome): string {
  const lines = (stderr.trim() === '' ? stdout : stderr)
    .replace(/[^\P{Cc}\n]/gu, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return lines.length === 0 ? `exit code ${code}` : lines.slice(-5).join('; ').slice(-600);
}

function startFault(cause: unknown, signal: AbortSignal | undefined): CommitError {
  if (signal?.aborted) {
    return new CommitError('interrupted', 'The run was interrupted', 'Run again', { cause });
  }
  const message = cause instanceof Error ? cause.message : String(cause);
  if (message.includes('ENOENT')) {
    return new CommitError('git-missing', 'There is no git to run', 'Install git, or add it to PATH', {
      cause,
    });
  }
  return new CommitError('git-failed', `git could not be run: ${message}`, 'Look at the cause', { cause });
}
