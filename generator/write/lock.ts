import * as fs from 'node:fs';
import { codeOf } from '../diagnostics/explained-error.ts';
import { systemError, WriteError } from './error.ts';
import { describeSelf, isLocal, isRunning, readHolder } from './holder.ts';

/** A run takes seconds: an older lock, in milliseconds, was left behind on another host. */
const LONGEST_RUN = 10 * 60_000;
/** A lock file is filled right after it is created: one that stays empty for longer, in milliseconds, is abandoned. */
const LONGEST_FILL = 5_000;
const PAUSE = 20;

/**
 * Runs `action` while no other run that uses the same lock file does. A lock whose process is gone is taken over.
 * @param wait how long to wait for a living holder, in milliseconds
 * @throws {WriteError} `locked` when the holder does not finish in that time
 */
export function withLock<T>(path: string, wait: number, action: () => T): T {
  const token = acquire(path, wait);
  try {
    return action();
  } finally {
    if (readHolder(path)?.token === token) fs.rmSync(path, { force: true });
  }
}

function acquire(path: string, wait: number): string {
  const self = describeSelf();
  const deadline = performance.now() + wait;
  try {
    for (;;) {
      if (makeExclusively(path, JSON.stringify(self))) return self.token;
      if (isAbandoned(path)) takeAway(path);
      else if (performance.now() >= deadline) throw lockedError(path);
      else pause();
    }
  } catch (error) {
    throw systemError(error, path);
  }
}

/** Makes the file with the text, or gives false when there is one already. */
function makeExclusively(path: string, text: string): boolean {
  try {
    fs.writeFileSync(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Removes an abandoned lock. Two runs may find it abandoned at the same time, and the slower one must not remove
 * the lock that the faster one has made since: so both do it under a second lock, and look again.
 */
function takeAway(path: string): void {
  const guard = `${path}.takeover`;
  if (!makeExclusively(guard, '')) {
    if (ageOf(guard) > LONGEST_FILL) fs.rmSync(guard, { force: true });
    pause();
    return;
  }
  try {
    if (isAbandoned(path)) fs.rmSync(path, { force: true });
  } finally {
    fs.rmSync(guard, { force: true });
  }
}

function isAbandoned(path: string): boolean {
  const age = ageOf(path);
  const holder = readHolder(path);
  if (holder === undefined) return age > LONGEST_FILL;
  return isLocal(holder) ? !isRunning(holder) : age > LONGEST_RUN;
}

/** Age in milliseconds, 0 for a file that is gone. */
function ageOf(path: string): number {
  const stats = fs.statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? 0 : Date.now() - stats.mtimeMs;
}

function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
}

function lockedError(path: string): WriteError {
  const holder = readHolder(path);
  const who = holder === undefined ? 'Another run' : `Another run (process ${holder.pid} on ${holder.host})`;
  const help = `Wait until it has finished; if none is running, remove ${path}`;
  return new WriteError('locked', [path], `${who} is writing to this repository`, help);
}
