import { createHash } from 'node:crypto';

/** The multiplier and increment of a linear congruential generator over 64 bits (Knuth, MMIX), as the paper below uses. */
const MULTIPLIER = 2862933555777941757n;

/**
 * The shard of a cluster, from 1 to `shards`: depends on its name alone, spread evenly; adding a shard moves clusters to that shard only
 * (jump consistent hash, Lamping and Veach 2014).
 */
export function shardOf(cluster: string, shards: number): number {
  let key = createHash('sha256').update(cluster).digest().readBigUInt64BE();
  let bucket = 0;
  for (let next = 0; next < shards; ) {
    bucket = next;
    key = BigInt.asUintN(64, key * MULTIPLIER + 1n);
    next = Math.floor((bucket + 1) * (2 ** 31 / (Number(key >> 33n) + 1)));
  }
  return bucket + 1;
}
