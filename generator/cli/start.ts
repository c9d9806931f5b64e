import { fstatSync, writeSync } from 'node:fs';
import { systemError, WriteError } from '../write/error.ts';
import { asFault } from './fault.ts';
import { type LoadCommands, main } from './main.ts';
import { type Output, type OutputStream, openOutput } from './output.ts';
import type { ProcessContext } from './process-context.ts';

/** Runs the command line of this process, and ends it with the command's exit code. */
export async function start(load: LoadCommands): Promise<void> {
  const stdout = open(
    1,
    () => process.stdout,
    (error) => {
      throw systemError(error, 'standard output');
    },
  );
  // Nothing is left that could report the loss.
  const stderr = open(
    2,
    () => process.stderr,
    () => undefined,
  );
  const around: ProcessContext = {
    get cwd() {
      return currentFolder();
    },
    env: process.env,
    stdout,
    stderr,
    today: new Date().toISOString().slice(0, 10),
    now: () => process.uptime() * 1000,
    peakMemory: () => process.resourceUsage().maxRSS * 1024,
    importPackage: (name) => import(name),
    openTerminal: async () => {
      // Slow to load, and needed by one command only.
      const { isatty } = await import('node:tty');
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
  try {
    process.exitCode = await main(process.argv.slice(2), around, load);
  } catch (error) {
    const fault = asFault(error);
    if (!fault) throw error;
    stderr.write(`error: ${fault.message}\n  help: ${fault.help}\n`);
    process.exitCode = 3;
  }
  // Exit at once after everything is written; Node would collect garbage first.
  if (stdout.isDone && stderr.isDone) process.exit();
}

/** @throws {WriteError} where it was removed while the shell was in it */
function currentFolder(): string {
  try {
    return process.cwd();
  } catch (cause) {
    const message = 'The current folder does not exist any more';
    throw new WriteError('io', ['.'], message, 'Change to a folder that exists, and run again', cause);
  }
}

/** Opens standard output or error by its descriptor; a console of Windows takes text from the stream alone. */
function open(
  descriptor: 1 | 2,
  stream: () => OutputStream,
  onLost: (error: NodeJS.ErrnoException) => void,
): Output {
  if (process.platform === 'win32') return openOutput(undefined, stream, () => true, onLost);
  return openOutput(
    (bytes) => writeSync(descriptor, bytes),
    stream,
    () => fstatSync(descriptor).isCharacterDevice(),
    onLost,
  );
}
