import { jsonKey } from '../objects/json-key.ts';
import type { Pool } from '../objects/pool.ts';
import { type PoolCost, poolCost } from './pool-cost.ts';
import type { PriceOf } from './price-file.ts';

/** What a pool may cost, without its name. */
export type UnnamedCost = Omit<PoolCost, 'pool'>;

/** What pools may cost in a region: computed once for all pools with an equal spec and node class. */
export function createPoolCosts(priceOf: PriceOf): (pool: Pool, region: string) => UnnamedCost {
  const known = new Map<string, UnnamedCost>();
  return (pool, region) => {
    const key = jsonKey([region, pool.spec, pool.nodeClass?.family, pool.nodeClass?.spec]);
    const cost = known.get(key) ?? poolCost(pool, region, priceOf);
    known.set(key, cost);
    return cost;
  };
}
