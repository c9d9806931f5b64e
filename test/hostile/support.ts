import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { change, FLEET } from '../support/fleets.ts';
import { CLI } from '../support/run.ts';
import type { Sandbox } from '../support/sandbox.ts';

/** The same numbers in every run, so that a failure can be had again: mulberry32, from 0 to 1. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** How a started command ended, and what it wrote. */
export interface Ended {
  status: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** Starts the built command; `ended` resolves once its streams are closed. */
export function start(
  sandbox: Sandbox,
  args: readonly string[],
  env: Record<string, string> = {},
): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd: sandbox.root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', ...env },
  });
  const text = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (part: string) => {
      text[name] += part;
    });
  const ended = new Promise<Ended>((resolve) =>
    child.once('close', (status, signal) => resolve({ status, signal, ...text })),
  );
  return { child, ended };
}

/** Runs the built command and kills it after so many milliseconds, unless it ended before. */
export async function killedAfter(
  sandbox: Sandbox,
  args: readonly string[],
  milliseconds: number,
  signal: NodeJS.Signals = 'SIGKILL',
): Promise<Ended> {
  const { child, ended } = start(sandbox, args);
  await Promise.race([delay(milliseconds), ended]);
  child.kill(signal);
  return ended;
}

/** A fleet of 40 clusters, so that each command takes a moment; `cpu` is the limit of its pool. */
export function fleetOf(cpu: number): string {
  const clusters = Array.from(
    { length: 40 },
    (_, i) => `        c-${i}: { variables: { CLUSTER: c-${i} } }\n`,
  );
  const shared = change(change(FLEET, 'cpu: "100"', `cpu: "${cpu}"`), 'name: web', 'name: hostile');
  return `${shared.slice(0, shared.indexOf('    dev:'))}    prod:\n      clusters:\n${clusters.join('')}`;
}
