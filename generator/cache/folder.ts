import { lstatSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { makeFolders } from '../write/folders.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Whether the cache may be used, for results and for compiled code. `POOLWRIGHT_CACHE=off` forbids it; in CI, where other jobs may have filled it, only
 * `POOLWRIGHT_CACHE=on` allows it.
 */
export function mayCache({ POOLWRIGHT_CACHE: setting = '', CI: ci = '' }: Environment): boolean {
  if (setting !== '') return setting === 'on';
  return ci === '' || ci === 'false';
}

/** Where Poolwright keeps what can be had again, by the rules of XDG. */
export function cacheFolder(env: Environment): string {
  const named = env.XDG_CACHE_HOME ?? '';
  return join(isAbsolute(named) ? named : join(env.HOME || homedir(), '.cache'), 'poolwright');
}

/**
 * Makes a folder that nobody but this user may read or write. Gives false where there cannot be one: where something else has the name,
 * where it belongs to another user (`sudo` keeps HOME), or where others may write it.
 */
export function makeOwnFolder(folder: string): boolean {
  try {
    makeFolders(folder, 0o700);
    const stats = lstatSync(folder);
    // Windows has no user ids; its profile folders are the user's own.
    const user = process.getuid?.();
    return stats.isDirectory() && (user === undefined || (stats.uid === user && (stats.mode & 0o077) === 0));
  } catch {
    return false;
  }
}
