import type { ValueObject } from '@kustomize-ts/core';
import { stringAt } from '../objects/fields.ts';
import { jsonKey } from '../objects/json-key.ts';
import { readNodeClass } from '../objects/node-class.ts';
import { readPool } from '../objects/pool.ts';
import { type Placed, regionOfCluster } from '../region.ts';
import { type PoolCost, poolCost } from './pool-cost.ts';
import type { PriceOf } from './price-file.ts';

/** What the pools of a cluster may cost, given the objects that it gets. Clusters that get the same are computed once. */
export function clusterCosts(
  priceOf: PriceOf,
): (cluster: Placed, objects: readonly ValueObject[]) => readonly PoolCost[] {
  const known = new Map<string, PoolCost>();
  return (cluster, objects) => {
    const classes = new Map(
      ofKind(objects, 'karpenter.k8s.aws', 'EC2NodeClass')
        .map(readNodeClass)
        .map((one) => [one.name, one]),
    );
    const pools = ofKind(objects, 'karpenter.sh', 'NodePool').map((object) => readPool(object, classes));
    const { name: region } = regionOfCluster(cluster, pools);
    return pools
      .filter(({ isAws }) => isAws)
      .map((pool) => {
        const key = jsonKey([region, pool.name, pool.spec, pool.nodeClass?.spec]);
        const cost = known.get(key) ?? poolCost(pool, region, priceOf);
        known.set(key, cost);
        return cost;
      });
  };
}

function ofKind(objects: readonly ValueObject[], group: string, kind: string): ValueObject[] {
  return objects.filter(
    (object) =>
      stringAt(object, 'kind') === kind && (stringAt(object, 'apiVersion') ?? '').startsWith(`${group}/`),
  );
}
