import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { hashOf, openCacheFiles } from './files.ts';
import type { Environment } from './folder.ts';

/** Findings with more JSON text than that are not cached, in UTF-16 units. */
const LONGEST = 1_000_000;
/** At that many results the older half is removed. */
const MOST = 200;
const SUFFIX = '.json';

/** All that decides what a check finds, beside the program and the day. */
export interface ResultKey {
  /** A hash of what the fleet was read from. */
  inputs: string;
  /** What clusters have: the commit whose fleet it is, with how messages name it; without it all is new to them. */
  base?: string;
  /** Versions that were requested instead of the fleet's. */
  karpenter?: string;
  kubernetes?: string;
  /** The profile that was requested instead of the fleet's. */
  profile?: string;
  /** The environments that were checked; all of them without it. */
  only?: readonly string[];
  /** Who else checked the objects. */
  onValidated?: string;
}

/** What checks have found, by all that decides it. */
export interface ResultCache {
  /** The cached result, else what `compute` finds, which is cached. Without a key nothing is read and nothing cached. */
  getOrCompute(
    key: ResultKey | undefined,
    compute: () => Diagnostic[] | Promise<Diagnostic[]>,
  ): Promise<Diagnostic[]>;
}

export interface ResultCacheOptions {
  /** Identifies the program and its schemas; without it nothing is cached. */
  program?: string | undefined;
  /** The current day, in the form `YYYY-MM-DD`. */
  today: string;
  env: Environment;
  /** Whether the user wants everything computed. */
  isOff: boolean;
  /** Runs one stage, so that it can be measured. */
  stage<T>(name: string, work: () => T): T;
}

/**
 * Opens the results of checks in the user's cache, a file for each. What a check finds follows from the fleet's text, the base, the
 * day and the program alone, so whichever command needs it again takes it from there.
 */
export function openResultCache({ program, today, env, isOff, stage }: ResultCacheOptions): ResultCache {
  const folder = isOff || program === undefined ? undefined : openCacheFiles(env, 'results');
  const nameOf = (key: ResultKey): string => `${hashOf(JSON.stringify([program, today, key]))}${SUFFIX}`;
  const read = (key: ResultKey): Diagnostic[] | undefined => {
    const text = folder?.read(nameOf(key))?.toString();
    return text === undefined ? undefined : (JSON.parse(text) as Diagnostic[]);
  };
  /** Where nothing was found in any environment, nothing is in some. */
  const readWhole = ({ only, ...whole }: ResultKey): Diagnostic[] | undefined => {
    const known = only && read(whole);
    return known?.length === 0 ? known : undefined;
  };
  return {
    getOrCompute: async (key, compute) => {
      if (!key || !folder) return compute();
      const known = stage('cache', () => read(key) ?? readWhole(key));
      if (known) return known;
      const found = await compute();
      const text = JSON.stringify(found);
      if (text.length <= LONGEST) {
        folder.prune(SUFFIX, MOST);
        folder.write(nameOf(key), text);
      }
      return found;
    },
  };
}
