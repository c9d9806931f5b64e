import { readFileSync } from 'node:fs';
import type { Cluster } from '../support/cluster.ts';
import type { Running } from '../support/processes.ts';

/** Clock ticks in a second, in /proc of every Linux. */
const TICKS = 100;

/** Seconds of processor time that a program and the children it waited for have used. */
export function cpuOf({ pid }: Running): number {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The fields after the name, which is in brackets; utime, stime, cutime and cstime are the 14th to 17th of all.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return fields.slice(11, 15).reduce((sum, one) => sum + Number(one), 0) / TICKS;
}

/** The most memory that a program has had at once, in MiB. */
export function peakOf({ pid }: Running): number {
  const kib = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(kib) / 1024);
}

/** Requests that an API server has answered, those that stay open aside. */
export async function requestsOf(cluster: Cluster): Promise<number> {
  const metrics = await cluster.kubectl('get', '--raw', '/metrics');
  let sum = 0;
  for (const [, labels = '', count] of metrics.matchAll(/^apiserver_request_total\{([^}]*)\} (\S+)$/gm))
    if (!/verb="(WATCH|CONNECT)"/.test(labels)) sum += Number(count);
  return sum;
}
