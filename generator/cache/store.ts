import { hashOf, openCacheFiles } from './files.ts';
import type { Environment } from './folder.ts';

/** With more texts than that the oldest are dropped. */
const MOST_TEXTS = 20_000;
/** At that many files, one for each validator, the older half is removed. */
const MOST_FILES = 20;
const SUFFIX = '.txt';

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
export function openCacheStore(validator: string, env: Environment, afresh = false): CacheStore {
  const folder = openCacheFiles(env, 'results');
  const name = `valid-${hashOf(validator)}${SUFFIX}`;
  const known = new Set(afresh ? [] : folder?.read(name)?.toString().split('\n'));
  let isChanged = false;
  return {
    isEmpty: known.size === 0,
    has: (text) => known.has(hashOf(text)),
    add: (text) => {
      isChanged = true;
      known.add(hashOf(text));
    },
    save: () => {
      if (!isChanged) return;
      folder?.prune(SUFFIX, MOST_FILES);
      folder?.write(name, [...known].slice(-MOST_TEXTS).join('\n'));
    },
  };
}
