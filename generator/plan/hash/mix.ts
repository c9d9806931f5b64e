import { fnvIntegers } from './fnv.ts';

/** Two hashes in their order: hashUpdateOrdered of mitchellh/hashstructure. */
export function combine(a: bigint, b: bigint): bigint {
  return fnvIntegers(64, a, b);
}

/** Ends a run of hashes that were joined by exclusive or: hashFinishUnordered of mitchellh/hashstructure. */
export function finish(hash: bigint): bigint {
  return fnvIntegers(64, hash);
}
