import { execFile } from 'node:child_process';

export interface Finished {
  status: number;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  input?: string;
  /** Milliseconds after which it is ended. */
  timeout?: number;
}

/** Runs a program to its end without blocking, whatever its exit code; -1 where a signal ended it. */
export function tryRun(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const { input, timeout = 600_000, ...rest } = options;
    const child = execFile(
      program,
      args,
      { ...rest, timeout, maxBuffer: 1 << 28 },
      (error, stdout, stderr) => {
        if (error && typeof error.code === 'string') reject(error);
        else resolve({ status: error ? Number(error.code ?? -1) : 0, stdout, stderr });
      },
    );
    child.stdin?.on('error', () => undefined); // it ended before it had read all
    child.stdin?.end(input ?? '');
  });
}

/**
 * Runs a program and gives what it printed.
 * @throws {Error} with all that it said, when it fails
 */
export async function run(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  const { status, stdout, stderr } = await tryRun(program, args, options);
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}: ${stderr || stdout}`);
  return stdout;
}
