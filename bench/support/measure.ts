import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The built command. */
export const CLI = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));

/** The Node that whole processes run with: `BENCH_NODE=path npm run bench` (npm sets NODE itself); else the one that runs this. */
export const NODE = process.env.BENCH_NODE ?? process.execPath;

/** Milliseconds of whole processes. */
export interface Measure {
  median: number;
  min: number;
  max: number;
}

/** A command to measure, and what is done before it each time and not measured. */
export type Command = (() => void) | { before: () => void; run: () => void };

/** Runs each command once in turn, `rounds` times over, so that noise of the machine falls on all alike. */
export function measure(commands: Record<string, Command>, rounds: number): Record<string, Measure> {
  const times = new Map(Object.keys(commands).map((name) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, command] of Object.entries(commands)) {
      const { before, run } = typeof command === 'function' ? { before: () => {}, run: command } : command;
      before();
      const start = performance.now();
      run();
      times.get(name)?.push(performance.now() - start);
    }
  }
  return Object.fromEntries([...times].map(([name, list]) => [name, summary(list)]));
}

function summary(times: number[]): Measure {
  return { median: median(times), min: Math.min(...times), max: Math.max(...times) };
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

export interface Program {
  cwd?: string;
  env?: Record<string, string>;
}

/** Runs a program and throws when it fails; gives what it printed. */
export function program(
  file: string,
  args: string[],
  { cwd, env }: Program = {},
): { stdout: string; stderr: string } {
  const { status, stdout, stderr, error } = spawnSync(file, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, ...env },
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${file} ${args.join(' ')} ended with ${status}: ${stderr}`);
  return { stdout, stderr };
}

/** Prints a line for each measure; gives their medians, in the same order. */
export function show(measured: Readonly<Record<string, Measure>>): number[] {
  for (const [name, times] of Object.entries(measured)) console.log(row(name, times));
  return Object.values(measured).map((one) => one.median);
}

/** The median of the milliseconds that some work takes in this process. */
export function timed(rounds: number, work: () => void): number {
  return median(
    Array.from({ length: rounds }, () => {
      const start = performance.now();
      work();
      return performance.now() - start;
    }),
  );
}

/** The peak memory that `--timing` prints. */
export function peakMemory(stderr: string): string {
  return /([\d.]+ MiB) peak memory/.exec(stderr)?.[1] ?? 'unknown';
}

function row(name: string, { median, min, max }: Measure): string {
  return `${name.padEnd(58)} ${median.toFixed(1).padStart(9)} ms   (${min.toFixed(1)} to ${max.toFixed(1)})`;
}
