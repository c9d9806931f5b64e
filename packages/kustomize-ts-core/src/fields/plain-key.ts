import { KustomizeError } from '../errors.ts';
import { resolveKustomize } from '../yaml/scalar.ts';

/**
 * Throws for a key that real kustomize cannot write: when it adds keys itself it omits the quotes that a
 * number, a boolean or a date needs to be read as text again, and then fails.
 */
export function requirePlainKeys(keys: Iterable<string>): void {
  for (const key of keys) {
    if (key === '' || resolveKustomize(key) === key) continue;
    throw new KustomizeError('invalid', `the key '${key}' reads as a number, a boolean or a date`);
  }
}
