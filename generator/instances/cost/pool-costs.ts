import { jsonText } from '../objects/json-text.ts';
import { launchFields, pick } from '../objects/launch-fields.ts';
import type { Pool } from '../objects/pool.ts';
import { type PoolCost, poolCost } from './pool-cost.ts';
import type { PriceOf } from './price-file.ts';

/** What a pool may cost, without its name. */
export type UnnamedCost = Omit<PoolCost, 'pool'>;

/** What pools may cost in a region: computed once for all pools with an equal spec and node class. */
export function createPoolCosts(priceOf: PriceOf): (pool: Pool, region: string) => UnnamedCost {
  const known = new Map<string, UnnamedCost>();
  return (pool, region) => {
    const key = keyOf(pool, region);
    const cost = known.get(key) ?? poolCost(pool, region, priceOf);
    known.set(key, cost);
    return cost;
  };
}

function keyOf({ spec, nodeClass }: Pool, region: string): string {
  const classSpec = nodeClass && pick(nodeClass.spec, launchFields.EC2NodeClass);
  return jsonText([region, pick(spec, launchFields.NodePool), nodeClass?.family, classSpec]);
}
