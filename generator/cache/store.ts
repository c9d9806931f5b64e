import { createHash } from 'node:crypto';
import { openCacheFiles } from './files.ts';

/** With more texts than that the oldest are dropped. */
const MOST = 20_000;

/** Texts that one validator has found valid. */
export interface CacheStore {
  isEmpty: boolean;
  has(text: string): boolean;
  add(text: string): void;
  /** Writes what was added, if anything was. */
  save(): void;
}

/**
 * Opens what a validator has found valid: a file of hashes in the user's cache.
 * @param validator names the validator and its version
 * @param afresh whether to ignore what was found before
 */
export function openCacheStore(
  validator: string,
  env: Readonly<Record<string, string | undefined>>,
  afresh = false,
): CacheStore {
  const folder = openCacheFiles(env);
  const name = `valid-${createHash('sha256').update(validator).digest('hex')}.txt`;
  const known = new Set(afresh ? [] : folder?.read(name)?.split('\n'));
  let isChanged = false;
  return {
    isEmpty: known.size === 0,
    has: (text) => known.has(hashOf(text)),
    add: (text) => {
      isChanged = true;
      known.add(hashOf(text));
    },
    save: () => {
      if (isChanged) folder?.write(name, [...known].slice(-MOST).join('\n'));
    },
  };
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
