import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';

/** The checkout that the tests belong to. */
export const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/** The built command line, which users and hooks run. */
export const CLI = join(PROJECT, 'dist/cli.cjs');

export interface CommandResult {
  /** The exit code; null where a signal ended the program. */
  status: number | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  /** What the program reads from stdin; nothing by default. */
  input?: string;
  /** Variables beside those of this process. */
  env?: Record<string, string>;
  /** Milliseconds after which the program is ended. */
  timeout?: number;
}

/** Node warns where both are set, and the test runner may set the other one. */
const PLAIN = { NO_COLOR: '1', FORCE_COLOR: undefined };

/** Runs a program to its end, without colours. */
export function run(
  program: string,
  args: readonly string[],
  cwd: string,
  { env, ...options }: RunOptions = {},
): CommandResult {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, ...PLAIN, ...env },
    ...options,
  });
  if (error) throw error;
  return { status, stdout, stderr };
}

/** The same without blocking; a run ends after ten minutes unless `timeout` says otherwise. */
export function runAsync(
  program: string,
  args: readonly string[],
  cwd: string,
  { input = '', env, timeout = 600_000 }: RunOptions = {},
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const options = { cwd, env: { ...process.env, ...PLAIN, ...env }, timeout, maxBuffer: 1 << 28 };
    const child = execFile(program, args, options, (error, stdout, stderr) => {
      if (typeof error?.code === 'string') reject(error);
      else resolve({ status: error ? (error.code ?? null) : 0, stdout, stderr });
    });
    child.stdin?.on('error', () => undefined); // the program ended before it had read everything
    child.stdin?.end(input);
  });
}

/**
 * Runs a program without blocking and returns what it printed.
 * @throws {Error} with its stderr when it fails
 */
export async function runToSuccess(
  program: string,
  args: readonly string[],
  cwd: string,
  options: RunOptions = {},
): Promise<string> {
  const { status, stdout, stderr } = await runAsync(program, args, cwd, options);
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}: ${stderr || stdout}`);
  return stdout;
}

export function expectStatus(result: CommandResult, status: number): void {
  assert.is(result.status, status, `exit ${result.status}\n${result.stdout}${result.stderr}`);
}

export function expectText(text: string, parts: readonly string[]): void {
  for (const part of parts) assert.ok(text.includes(part), `${JSON.stringify(part)} is not in\n${text}`);
}

/**
 * Whether the programs are installed; prints which are not, since the test that needs them is then skipped.
 * @throws {Error} where `POOLWRIGHT_REQUIRE_TOOLS=1` requires them
 */
export function hasTools(...programs: string[]): boolean {
  const missing = programs.filter((program) => spawnSync('which', [program]).status !== 0);
  if (missing.length === 0) return true;
  const message = `${missing.join(' and ')} not installed`;
  if (process.env.POOLWRIGHT_REQUIRE_TOOLS === '1') throw new Error(message);
  console.log(`skipped: ${message}`);
  return false;
}
