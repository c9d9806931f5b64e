import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, replaceFile } from './folder.ts';

/** Texts beyond that many are forgotten, the oldest first. */
const MOST = 20_000;

/** Texts that one validator has found valid before. */
export interface CacheStore {
  isEmpty: boolean;
  has(text: string): boolean;
  add(text: string): void;
  /** Writes what was added, if anything was. */
  save(): void;
}

/**
 * Opens the memory of a validator: a file of hashes below the user's cache folder. It is a help and never needed, so a file that
 * cannot be read or written is no error.
 * @param validator names the validator and its version
 * @param afresh whether to forget what was found before
 */
export function openCacheStore(
  validator: string,
  env: Readonly<Record<string, string | undefined>>,
  afresh = false,
): CacheStore {
  const file = join(cacheFolder(env), `valid-${hashOf(validator).slice(0, 16)}.txt`);
  const known = new Set(afresh ? [] : read(file));
  let added = false;
  return {
    isEmpty: known.size === 0,
    has: (text) => known.has(hashOf(text)),
    add: (text) => {
      added = true;
      known.add(hashOf(text));
    },
    save: () => {
      if (added) replaceFile(file, `${[...known].slice(-MOST).join('\n')}\n`);
    },
  };
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

function read(file: string): string[] {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  } catch {
    return [];
  }
}
