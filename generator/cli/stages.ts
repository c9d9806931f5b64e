import { counted, plural } from '../report/scope.ts';

/** How long a command may take before a person at a terminal is shown what it does, in milliseconds. */
const PATIENCE = 500;
/** How often the line is written again, in milliseconds. */
const INTERVAL = 100;
/** For a terminal that does not report its width. */
const COLUMNS = 80;

export interface Stages {
  run<T>(name: string, work: () => T): T;
  /** Shows how far the current stage is. */
  progress(done: number, total: number, noun: string): void;
  /** Removes what progress was shown. */
  finish(): void;
  /** The stages that were run. */
  names(): string[];
  /** A line for each stage with its milliseconds, the sum since the process started, and its peak memory. */
  report(): string;
}

export interface StagesInput {
  stderr: { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number | undefined };
  /** Milliseconds since the process started. */
  now(): number;
  /** In bytes. */
  peakMemory(): number;
  /** Whether progress is wanted; it is shown only on a terminal. */
  isShown: boolean;
}

/** Whether the output is an interactive terminal that understands control sequences. */
export function showsProgress(
  env: Readonly<Record<string, string | undefined>>,
  { quiet }: { quiet?: unknown },
): boolean {
  return quiet !== true && !env.NO_COLOR && env.TERM !== 'dumb' && (!env.CI || env.CI === 'false');
}

/** Measures stages, and shows progress on a terminal once a command has taken a while. */
export function createStages({ stderr, now, peakMemory, isShown }: StagesInput): Stages {
  let start = now();
  const times = new Map<string, number>();
  let current = { name: '', begin: start };
  let written: number | undefined;
  // isTTY comes last, since it loads the stream.
  const isDue = (time: number): boolean =>
    isShown && time - start > PATIENCE && time - (written ?? 0) >= INTERVAL && stderr.isTTY === true;
  const show = (text: string, time: number): void => {
    stderr.write(`\r\u001b[K${text.slice(0, (stderr.columns || COLUMNS) - 1)}`);
    written = time;
  };
  return {
    run: (name, work) => {
      const begin = now();
      current = { name, begin };
      if (isDue(begin)) show(`${name} …`, begin);
      const done = <T>(value: T): T => {
        times.set(name, (times.get(name) ?? 0) + now() - begin);
        return value;
      };
      const result = work();
      return result instanceof Promise ? (result.then(done) as typeof result) : done(result);
    },
    progress: (done, total, noun) => {
      const time = now();
      if (!isDue(time)) return;
      const rate = Math.round((done * 1000) / Math.max(1, time - current.begin));
      const count = `${counted(done)} of ${plural(total, noun)}`;
      show(`${current.name}: ${count}, ${counted(rate)} per second`, time);
    },
    finish: () => {
      if (written !== undefined) stderr.write('\r\u001b[K');
      written = undefined;
      start = now();
    },
    names: () => [...times.keys()],
    report: () => {
      const rows = [...times, ['all, from the start of the process', now()] as const];
      const lines = rows.map(([name, time]) => `${time.toFixed(1).padStart(9)} ms  ${name}\n`);
      lines.push(`${(peakMemory() / 1024 / 1024).toFixed(1).padStart(8)} MiB peak memory\n`);
      return lines.join('');
    },
  };
}
