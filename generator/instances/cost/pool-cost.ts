import { type InstanceType, loadCatalogue, type Price } from '@poolwright/ec2-catalogue';
import { capacityUnder } from '../capacity/capacity.ts';
import type { Resources } from '../capacity/index.ts';
import { objectAt, own } from '../objects/fields.ts';
import type { Pool } from '../objects/pool.ts';
import { quantityOf } from '../objects/quantity.ts';
import { type Filling, fill } from './fill.ts';
import type { PriceOf } from './price-file.ts';

/** What the instances of a pool may cost an hour, on demand. */
export interface PoolCost {
  pool: string;
  region: string;
  /**
   * What fills the limits. `unlimited`: some type is not limited. `unknown`: the pool names types that the catalogue does not
   * describe, or no source has a price of any of its types.
   */
  ceiling: Filling | 'unlimited' | 'unknown';
  /** What the replicas of a static pool cost: all of its cheapest type, all of its dearest. */
  replicas?: { count: number; lowest: number; highest: number };
  /** The types that were counted. */
  types: readonly string[];
  /** Types without a price, which are not counted. */
  unpriced: readonly string[];
  /** What the prices are. */
  prices: readonly Price[];
}

/** A type with its price. */
interface Priced {
  type: InstanceType;
  price: Exclude<Price, { kind: 'unknown' }>;
}

/**
 * What a pool may cost in a region: all types that satisfy it and that the region offers, each as often as the limits allow,
 * counted as Karpenter counts them: the capacity of a node, not what it leaves to pods (core v1.15.0, scheduler.go,
 * filterByRemainingResources). A static pool is held to `limits.nodes` alone, and without that to its replicas.
 */
export function poolCost(pool: Pool, region: string, priceOf: PriceOf): PoolCost {
  const offered = offeredTypes(pool, region);
  const priced = offered.flatMap((type): Priced[] => {
    const price = priceOf(type.name, region);
    return price.kind === 'unknown' ? [] : [{ type, price }];
  });
  const replicas = quantityOf(own(pool.spec, 'replicas'));
  const counted = new Set(priced.map(({ type }) => type.name));
  return {
    pool: pool.name,
    region,
    ceiling: priced.length === 0 && !isEmptyPool(pool) ? 'unknown' : ceilingOf(pool, priced, replicas),
    ...(replicas === undefined || priced.length === 0 ? {} : { replicas: replicasCost(replicas, priced) }),
    types: [...counted],
    unpriced: offered.map(({ name }) => name).filter((name) => !counted.has(name)),
    prices: priced.map(({ price }) => price),
  };
}

function offeredTypes(pool: Pool, region: string): InstanceType[] {
  const catalogue = loadCatalogue();
  return (pool.instanceTypes() ?? []).flatMap(({ name }) => {
    const type = catalogue.type(name);
    return type === undefined || catalogue.isOffered(name, region) === false ? [] : [type];
  });
}

/** Whether it is certain that no type satisfies the pool. */
function isEmptyPool(pool: Pool): boolean {
  return pool.instanceTypes()?.length === 0;
}

function ceilingOf(pool: Pool, priced: readonly Priced[], replicas: number | undefined): PoolCost['ceiling'] {
  const limits = limitsOf(pool, replicas);
  const capacityOf = capacityUnder(pool.nodeClass ?? { name: '', title: '', spec: {}, family: 'AL2023' });
  const items = priced.map(({ type, price }) => {
    const { capacity } = capacityOf(type);
    return { price: price.dollarsPerHour, uses: limits.map(([resource]) => useOf(resource, capacity)) };
  });
  return (
    fill(
      items,
      limits.map(([, limit]) => limit),
    ) ?? 'unlimited'
  );
}

function limitsOf({ spec }: Pool, replicas: number | undefined): [resource: string, limit: number][] {
  const written = objectAt(spec, 'limits');
  const limits = Object.keys(written).flatMap((resource): [string, number][] => {
    const limit = quantityOf(written[resource]);
    return limit === undefined ? [] : [[resource, limit]];
  });
  if (replicas === undefined) return limits;
  return [['nodes', limits.find(([resource]) => resource === 'nodes')?.[1] ?? replicas]];
}

function useOf(resource: string, capacity: Resources): number {
  return resource === 'nodes' ? 1 : (capacity.get(resource) ?? 0);
}

function replicasCost(count: number, priced: readonly Priced[]): NonNullable<PoolCost['replicas']> {
  const prices = priced.map(({ price }) => price.dollarsPerHour);
  return { count, lowest: count * Math.min(...prices), highest: count * Math.max(...prices) };
}
