import { spawnSync } from 'node:child_process';
import { gitEnvironment, type ProcessContext } from './environment.ts';
import { GateError } from './error.ts';

/**
 * Runs git in the folder that holds the fleet, and gives what it prints. Takes its arguments, and what it reads from
 * its standard input. Throws a `GateError` when there is no git, or it fails.
 */
export type Git = (args: readonly string[], input?: string) => Buffer;

/** Opens git for the folder `root`, with the index and repository that git's variables name, as a hook needs it. */
export function openGit(root: string, around: ProcessContext): Git {
  const ours = gitEnvironment(root, around);
  return (args, input) => {
    const { status, stdout, stderr, error } = spawnSync('git', args, {
      cwd: root,
      env: ours,
      maxBuffer: 2 ** 31,
      ...(input === undefined ? {} : { input }),
    });
    if (error) throw startFault(error);
    if (status !== 0) throw failure(root, args, stderr.toString());
    return stdout;
  };
}

function startFault(error: Error): GateError {
  if ('code' in error && error.code === 'ENOENT')
    return new GateError('git-missing', 'there is no git to run', 'Install git, or add it to PATH', {
      cause: error,
    });
  return new GateError('git-failed', `git could not be run: ${error.message}`, 'Look at the cause', {
    cause: error,
  });
}

function failure(root: string, args: readonly string[], stderr: string): GateError {
  const said = stderr.trim().split('\n', 1)[0] ?? '';
  // Outside of a repository `git diff` takes its arguments for files to compare, and refuses --cached.
  if (/not a git repository|unknown option .cached|must be run in a work tree/i.test(stderr)) {
    return new GateError(
      'not-a-repository',
      `${root} is in no git repository`,
      'Run the gate in a repository, or make one with git init',
    );
  }
  const command = args.find((arg) => /^[a-z]/.test(arg)) ?? '';
  return new GateError('git-failed', `git ${command} failed: ${said}`, 'Do what git says and run again');
}
