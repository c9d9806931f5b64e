import { KustomizeError } from '../errors.ts';

/** The result of parsing a text; errors are cached like values. */
type Outcome = { readonly result: unknown } | { readonly fault: KustomizeError };

/**
 * Files already parsed, for builds that share them. Entries are found by content, so a cache never
 * goes stale and can serve any number of file systems; it grows until its owner drops it.
 */
export class Cache {
  readonly #outcomes = new Map<(text: string) => unknown, Map<string, Outcome>>();

  /**
   * `parse(text)`, computed once for each text. `parse` is a function of a module: it is part of the key.
   * Results are shared between builds; do not change them.
   */
  read<T>(parse: (text: string) => T, text: string): T {
    const outcomes = this.#outcomes.get(parse) ?? new Map<string, Outcome>();
    this.#outcomes.set(parse, outcomes);
    const outcome = outcomes.get(text) ?? attempt(parse, text);
    outcomes.set(text, outcome);
    if ('fault' in outcome) throw outcome.fault;
    return outcome.result as T;
  }
}

function attempt(parse: (text: string) => unknown, text: string): Outcome {
  try {
    return { result: parse(text) };
  } catch (error) {
    if (error instanceof KustomizeError) return { fault: error };
    throw error;
  }
}

/** A new cache; pass it to {@link build} as `options.cache`. */
export function createCache(): Cache {
  return new Cache();
}
