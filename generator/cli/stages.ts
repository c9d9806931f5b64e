/** How long a command may take before a person at a terminal is shown what it does, in milliseconds. */
const PATIENCE = 500;

interface Stages {
  run<T>(name: string, work: () => T): T;
  /** Removes what progress was shown. */
  finish(): void;
  /** The stages that were run. */
  names(): string[];
  /** A line for each stage with its milliseconds, the sum since the process started, and its peak memory. */
  report(): string;
}

/**
 * Measures stages, and names the current one on a terminal once the command has taken a while.
 * @param now milliseconds since the process started
 * @param peakMemory bytes
 */
export function createStages(
  stderr: () => { write(text: string): unknown; isTTY?: boolean },
  now: () => number,
  peakMemory: () => number,
): Stages {
  const start = now();
  const times = new Map<string, number>();
  let shown = false;
  return {
    run: (name, work) => {
      const begin = now();
      if (begin - start > PATIENCE && stderr().isTTY) {
        stderr().write(`\r\u001b[K${name} …`);
        shown = true;
      }
      const done = <T>(value: T): T => {
        times.set(name, (times.get(name) ?? 0) + now() - begin);
        return value;
      };
      const result = work();
      return result instanceof Promise ? (result.then(done) as typeof result) : done(result);
    },
    finish: () => {
      if (shown) stderr().write('\r\u001b[K');
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
