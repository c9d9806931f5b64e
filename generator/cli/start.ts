import { writeSync } from 'node:fs';
import type { ExitCode } from './command.ts';
import { main } from './main.ts';
import { openOutput } from './output.ts';

/** Runs the command line of this process, and ends it with the command's exit code. */
export async function start(): Promise<void> {
  // A console of Windows takes text from the stream alone.
  const direct = process.platform !== 'win32';
  const stdout = openOutput(direct ? (bytes) => writeSync(1, bytes) : undefined, () => process.stdout);
  const stderr = openOutput(direct ? (bytes) => writeSync(2, bytes) : undefined, () => process.stderr);
  const argv = process.argv.slice(2);

  const end = (exitCode: ExitCode): void => {
    process.exitCode = exitCode;
    // Once all is written there is nothing to wait for; Node would collect garbage first.
    if (stdout.isDone && stderr.isDone) process.exit();
  };
  const reportBug = async (error: unknown): Promise<void> => {
    const { bugText } = await import('./bug.ts');
    stderr.write(bugText(error, { argv, env: process.env }));
    end(3);
  };
  // Rejections that nothing handles arrive here, too.
  process.on('uncaughtException', reportBug);
  try {
    end(
      await main(argv, {
        cwd: process.cwd(),
        env: process.env,
        stdout,
        stderr,
        today: new Date().toISOString().slice(0, 10),
        now: () => process.uptime() * 1000,
        peakMemory: () => process.resourceUsage().maxRSS * 1024,
        interruption: () => {
          const controller = new AbortController();
          for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort());
          return controller.signal;
        },
      }),
    );
  } catch (error) {
    await reportBug(error);
  }
}
