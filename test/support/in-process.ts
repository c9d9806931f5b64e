import { main } from '../../generator/cli/main.ts';
import type { CommandResult } from './run.ts';

/** Runs the command line in this process on a day that does not change, which is faster than the built one. */
export async function poolwright(
  cwd: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<CommandResult> {
  const out = { stdout: '', stderr: '' };
  const status = await main(
    args,
    {
      cwd,
      env: { ...process.env, ...env },
      today: '2026-01-01',
      stdout: { write: (text) => (out.stdout += text) },
      stderr: { write: (text) => (out.stderr += text) },
      now: () => 0,
      peakMemory: () => 0,
      interruption: () => new AbortController().signal,
      importPackage: (name) => import(name),
    },
    () => import('../../generator/cli/run-command.ts'),
  );
  return { status, ...out };
}
