import { spawnSync } from 'node:child_process';
import { root } from './build/options.ts';

/** Where a program runs, and in what environment; in the repository and this process's without them. */
export interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
}

/**
 * Runs a program to its end; gives what it printed.
 * @throws Error with all that it printed where it fails
 */
export function run(
  program: string,
  args: readonly string[],
  { cwd = root, env = process.env }: RunOptions = {},
): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}

/** What `git ls-files` lists of a repository. */
export function listedFiles(repository: string, args: readonly string[]): string[] {
  return run('git', ['ls-files', '-z', ...args], { cwd: repository })
    .split('\0')
    .filter(Boolean);
}
