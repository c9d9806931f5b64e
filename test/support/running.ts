import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { CLI } from './run.ts';

/** The command in the background, with what it has said so far. */
export interface Running {
  child: ChildProcess;
  said(): string;
  /** Waits until stderr holds the text `times` times. */
  says(text: string, times: number): Promise<void>;
  ended: Promise<number | null>;
}

/** Starts the built command in a folder. */
export function start(folder: string, ...args: string[]): Running {
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (data: Buffer) => {
    said += data.toString();
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    child,
    said: () => said,
    says: async (text, times) => {
      for (let waited = 0; said.split(text).length <= times; waited += 20) {
        if (waited > 20_000) throw new Error(`it did not say ${text}, only\n${said}`);
        await delay(20);
      }
    },
    ended,
  };
}
