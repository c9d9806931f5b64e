import type { Cluster } from '../support/cluster.ts';
import type { Running } from '../support/processes.ts';
import { cpuOf, peakOf, requestsOf } from './usage.ts';

/** Programs and API servers that are measured together, by what a table calls them. */
export interface Measured {
  programs: Readonly<Record<string, readonly Running[]>>;
  servers: Readonly<Record<string, Cluster>>;
}

/** What some work took. */
export interface Spent {
  what: string;
  seconds: number;
  /** Seconds of processor time, by program. */
  cpu: Record<string, number>;
  /** Requests, by API server. */
  requests: Record<string, number>;
}

/** Does the work and measures what it takes. */
export async function measure(
  { programs, servers }: Measured,
  what: string,
  work: () => Promise<unknown>,
): Promise<Spent> {
  const read = async () => ({
    cpu: sums(programs, cpuOf),
    requests: Object.fromEntries(
      await Promise.all(
        Object.entries(servers).map(async ([name, server]) => [name, await requestsOf(server)] as const),
      ),
    ) as Record<string, number>,
  });
  const before = await read();
  const start = Date.now();
  await work();
  const seconds = (Date.now() - start) / 1000;
  const after = await read();
  return {
    what,
    seconds,
    cpu: differences(before.cpu, after.cpu),
    requests: differences(before.requests, after.requests),
  };
}

/** The peak of each program; of several, the largest. */
export function peaks({ programs }: Measured): Record<string, number> {
  return Object.fromEntries(
    Object.entries(programs).map(([name, all]) => [name, Math.max(...all.map(peakOf))]),
  );
}

function sums(programs: Measured['programs'], read: (program: Running) => number): Record<string, number> {
  return Object.fromEntries(
    Object.entries(programs).map(([name, all]) => [name, all.reduce((sum, one) => sum + read(one), 0)]),
  );
}

function differences(before: Record<string, number>, after: Record<string, number>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(after).map(([name, value]) => [name, value - (before[name] ?? 0)]),
  );
}
