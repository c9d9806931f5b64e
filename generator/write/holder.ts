import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { kill, pid } from 'node:process';
import { codeOf } from '../diagnostics/explained-error.ts';

/** What a lock file says of the process that holds it. */
export interface Holder {
  token: string;
  host: string;
  pid: number;
  /** When the process started, in the system's own units; absent where the system does not report it. */
  started?: string;
}

/** This process as the holder of a lock; each call gives a new token. */
export function describeSelf(): Holder {
  const started = startOf(pid);
  const holder = { token: randomUUID(), host: hostname(), pid };
  return started === undefined ? holder : { ...holder, started };
}

/** The holder a lock file names, or `undefined` when there is no such file or it is not filled yet. */
export function readHolder(path: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isHolder(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the holder runs on this host, so that `isRunning` can look it up. */
export function isLocal(holder: Holder): boolean {
  return holder.host === hostname();
}

/** Whether the process still runs, and is not a later one that was given the same number. */
export function isRunning(holder: Holder): boolean {
  try {
    kill(holder.pid, 0);
  } catch (error) {
    // Any other error (EPERM: another user's process) means that there is one.
    if (codeOf(error) === 'ESRCH') return false;
  }
  return holder.started === undefined || holder.started === startOf(holder.pid);
}

/** Field 22 of /proc/PID/stat, proc(5); undefined for a zombie, which has ended and was not waited for. */
function startOf(id: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${id}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function isHolder(value: unknown): value is Holder {
  if (typeof value !== 'object' || value === null) return false;
  const { token, host, pid: id, started } = value as Partial<Record<keyof Holder, unknown>>;
  if (typeof token !== 'string' || typeof host !== 'string') return false;
  const counts = typeof id === 'number' && Number.isSafeInteger(id) && id > 0;
  return counts && (started === undefined || typeof started === 'string');
}
