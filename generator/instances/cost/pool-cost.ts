import { type InstanceType, loadCatalogue, type Price, type SpotRange } from '@poolwright/ec2-catalogue';
import { capacityUnder } from '../capacity/capacity.ts';
import type { Resources } from '../capacity/index.ts';
import { own } from '../objects/fields.ts';
import { capacityTypeLabel } from '../objects/labels.ts';
import { unknownClass } from '../objects/node-class.ts';
import { limitsOf, type Pool } from '../objects/pool.ts';
import { quantityOf } from '../objects/quantity.ts';
import { allows, exists } from '../requirements/requirement.ts';
import { type Filling, fill, roundDollars } from './fill.ts';
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
  /** What the replicas of a static pool cost. */
  replicas?: ReplicasCost;
  /** Whether the pool launches spot instances; the ceiling and the replicas are at on-demand prices all the same. */
  spot: 'never' | 'also' | 'only';
  /** Of a pool of spot instances alone: what fills the limits at the spot prices of a snapshot. */
  atSpotPrices?: SpotCost;
  /** The types that were counted. */
  types: readonly string[];
  /** Types without a price, which are not counted. */
  unpriced: readonly string[];
  /** What the prices are. */
  prices: readonly Price[];
}

/** Dollars an hour: all replicas of the cheapest type, and all of the dearest. */
export interface ReplicasCost {
  count: number;
  lowest: number;
  highest: number;
}

/** Dollars an hour: the cheapest filling at the lowest prices of the region's zones, and the dearest at the highest. */
export interface SpotCost {
  lowest: number;
  highest: number;
  /** Of the snapshot. */
  date: string;
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
  const spot = spotOf(pool);
  const limits = bindingLimits(pool, replicas);
  const atSpotPrices = spot === 'only' ? spotCost(pool, offered, region, limits) : undefined;
  return {
    pool: pool.name,
    region,
    ceiling:
      priced.length === 0 && !isEmptyPool(pool)
        ? 'unknown'
        : ceilingOf(
            pool,
            priced.map(({ type, price }) => [type, price.dollarsPerHour]),
            limits,
          ),
    ...(replicas === undefined || priced.length === 0 ? {} : { replicas: replicasCost(replicas, priced) }),
    spot,
    ...(atSpotPrices === undefined ? {} : { atSpotPrices }),
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

type Limit = [resource: string, limit: number];

function ceilingOf(
  pool: Pool,
  priced: readonly [type: InstanceType, dollarsPerHour: number][],
  limits: readonly Limit[],
): Filling | 'unlimited' {
  const capacityOf = capacityUnder(pool.nodeClass ?? unknownClass);
  const items = priced.map(([type, price]) => {
    const { capacity } = capacityOf(type);
    return { price, uses: limits.map(([resource]) => useOf(resource, capacity)) };
  });
  return (
    fill(
      items,
      limits.map(([, limit]) => limit),
    ) ?? 'unlimited'
  );
}

/** The limits that hold; those of a static pool by its number of nodes. */
function bindingLimits({ spec }: Pool, replicas: number | undefined): Limit[] {
  const limits = limitsOf(spec);
  return replicas === undefined ? [...limits] : [['nodes', limits.get('nodes') ?? replicas]];
}

function useOf(resource: string, capacity: Resources): number {
  return resource === 'nodes' ? 1 : (capacity.get(resource) ?? 0);
}

function replicasCost(count: number, priced: readonly Priced[]): ReplicasCost {
  const prices = priced.map(({ price }) => price.dollarsPerHour);
  return {
    count,
    lowest: roundDollars(count * Math.min(...prices)),
    highest: roundDollars(count * Math.max(...prices)),
  };
}

function spotOf({ requirements }: Pool): PoolCost['spot'] {
  const capacityTypes = requirements.get(capacityTypeLabel) ?? exists;
  if (!allows(capacityTypes, 'spot')) return 'never';
  return allows(capacityTypes, 'on-demand') ? 'also' : 'only';
}

/** Types of which the snapshot has no spot price are not counted; undefined where it has none of any, or nothing limits the pool. */
function spotCost(
  pool: Pool,
  offered: readonly InstanceType[],
  region: string,
  limits: readonly Limit[],
): SpotCost | undefined {
  const ranges = offered.flatMap((type): [InstanceType, SpotRange][] => {
    const range = type.usageClasses.includes('spot')
      ? loadCatalogue().spotRange(type.name, region)
      : undefined;
    return range === undefined ? [] : [[type, range]];
  });
  const fillAt = (bound: 'lowest' | 'highest'): Filling | 'unlimited' =>
    ceilingOf(
      pool,
      ranges.map(([type, range]) => [type, range[bound]]),
      limits,
    );
  const [low, high] = [fillAt('lowest'), fillAt('highest')];
  const date = ranges[0]?.[1].date;
  if (date === undefined || low === 'unlimited' || high === 'unlimited') return undefined;
  return { lowest: low.cheapest.dollarsPerHour, highest: high.dearest.dollarsPerHour, date };
}
