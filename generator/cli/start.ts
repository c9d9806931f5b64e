import { writeSync } from 'node:fs';
import { isatty } from 'node:tty';
import { type LoadCommands, main } from './main.ts';
import { openOutput } from './output.ts';
import type { ProcessContext } from './process-context.ts';

/** Runs the command line of this process, and ends it with the command's exit code. */
export async function start(load: LoadCommands): Promise<void> {
  // A console of Windows takes text from the stream alone.
  const direct = process.platform !== 'win32';
  const stdout = openOutput(direct ? (bytes) => writeSync(1, bytes) : undefined, () => process.stdout);
  const stderr = openOutput(direct ? (bytes) => writeSync(2, bytes) : undefined, () => process.stderr);
  const around: ProcessContext = {
    cwd: process.cwd(),
    env: process.env,
    stdout,
    stderr,
    today: new Date().toISOString().slice(0, 10),
    now: () => process.uptime() * 1000,
    peakMemory: () => process.resourceUsage().maxRSS * 1024,
    importPackage: (name) => import(name),
    openTerminal: async () => {
      if (!isatty(0) || !isatty(2)) return undefined;
      const { openTerminal } = await import('./terminal.ts');
      return openTerminal(process.stdin, process.stderr);
    },
    interruption: () => {
      const controller = new AbortController();
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort());
      return controller.signal;
    },
  };
  process.exitCode = await main(process.argv.slice(2), around, load);
  // Once all is written there is nothing to wait for; Node would collect garbage first.
  if (stdout.isDone && stderr.isDone) process.exit();
}
