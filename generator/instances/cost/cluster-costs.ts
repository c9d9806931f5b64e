import type { ValueObject } from '@kustomize-ts/core';
import { readPools } from '../objects/cluster-pools.ts';
import { type Placed, regionOfCluster } from '../region.ts';
import type { PoolCost } from './pool-cost.ts';
import { createPoolCosts } from './pool-costs.ts';
import type { PriceOf } from './price-file.ts';

/** What the pools of a cluster may cost, given the objects that it gets. */
export function clusterCosts(
  priceOf: PriceOf,
): (cluster: Placed, objects: readonly ValueObject[]) => readonly PoolCost[] {
  const costOf = createPoolCosts(priceOf);
  return (cluster, objects) => {
    const { pools } = readPools(objects);
    const { name: region } = regionOfCluster(cluster, pools);
    return pools.filter(({ isAws }) => isAws).map((pool) => ({ ...costOf(pool, region), pool: pool.name }));
  };
}
