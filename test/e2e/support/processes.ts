import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Programs that run until they are stopped; all of them are, whatever happens. */
export interface Processes {
  /** Starts a program; what it prints goes to `<name>.log`. */
  start(name: string, program: string, args: readonly string[], env?: NodeJS.ProcessEnv): Running;
  /** What was started, in order. */
  all(): readonly Running[];
  /** Stops everything, the last one first. */
  stopAll(): Promise<void>;
}

export interface Running {
  name: string;
  /** Of a program that could be started. */
  pid: number | undefined;
  /** Throws the end of its log when it has ended. */
  mustRun(): void;
  /** What it has printed so far. */
  printed(): string;
  stop(): Promise<void>;
}

/** A program that should run has ended; there is nothing to wait for. */
export class Ended extends Error {
  override readonly name = 'Ended';
}

/** How long a program may take to end by itself, in milliseconds. */
const GRACE = 5000;

export function createProcesses(logs: string): Processes {
  mkdirSync(logs, { recursive: true });
  const running: Running[] = [];
  return {
    start: (name, program, args, env) => {
      const log = join(logs, `${name}.log`);
      const file = openSync(log, 'w');
      const child = spawn(program, args, {
        stdio: ['ignore', file, file],
        env: { ...process.env, ...env },
      });
      closeSync(file);
      child.on('error', () => undefined); // told by mustRun
      const one: Running = {
        name,
        pid: child.pid,
        mustRun: () => {
          if (!hasEnded(child) && child.pid !== undefined) return;
          throw new Ended(`${name} ended; ${log} closes with\n${tail(log)}`);
        },
        printed: () => readFileSync(log, 'utf8'),
        stop: () => stop(child),
      };
      running.push(one);
      return one;
    },
    all: () => running,
    stopAll: async () => {
      for (const one of running.splice(0).reverse()) await one.stop();
    },
  };
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function stop(child: ChildProcess): Promise<void> {
  if (hasEnded(child) || child.pid === undefined) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), GRACE);
  await ended;
  clearTimeout(timer);
}

function tail(file: string): string {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-15).join('\n');
}
