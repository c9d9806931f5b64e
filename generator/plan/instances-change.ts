import type { Price } from '@poolwright/ec2-catalogue';
import type { PoolCost, ReplicasCost, SpotCost } from '../instances/cost/pool-cost.ts';
import { createPoolCosts, type UnnamedCost } from '../instances/cost/pool-costs.ts';
import type { PriceOf } from '../instances/cost/price-file.ts';
import { jsonText } from '../instances/objects/json-text.ts';
import { both } from './both.ts';
import type { ClusterSide } from './cluster-side.ts';

/** What a change does to the instance types that a pool can launch and to what its limits allow. */
export interface InstancesChange {
  /** The region after the change, or before it where the pool goes. */
  region: string;
  /** Types that the pool can launch from now on, and those that it no longer can; empty for a pool that is new or goes. */
  gained: string[];
  lost: string[];
  /** How many types of the catalogue it can launch after the change. */
  remaining: number;
  /** What the limits allow; absent where that stays the same. */
  ceiling?: CeilingChange;
  /** What the replicas of a static pool cost on demand; absent where that stays the same. */
  replicas?: ReplicasChange;
}

export interface ReplicasChange {
  /** Absent for a pool that is new or was not static, or that goes or is no longer static. */
  before?: ReplicasCost;
  after?: ReplicasCost;
}

export interface CeilingChange {
  /** Absent for a pool that is new, or that goes. */
  before?: Ceiling;
  after?: Ceiling;
  /** Whether the pool launches spot instances, which cost no more than on demand. */
  spot: PoolCost['spot'];
  /** What the prices are, without repeats. */
  prices: PriceSource[];
}

/** Dollars an hour on demand for the cheapest and the dearest instances that fill the limits; docs/prices.md says how. */
export type Ceiling =
  | {
      cheapest: number;
      dearest: number;
      isExact: boolean;
      /** At the spot prices of a snapshot; of a pool of spot instances alone. */
      atSpotPrices?: SpotCost;
    }
  | 'unlimited'
  | 'unknown';

export interface PriceSource {
  kind: Price['kind'];
  date?: string;
}

/** Compares a pool before and after; undefined where neither its types nor its ceiling change. */
export function createInstancesChange(
  priceOf: PriceOf,
): (
  pool: string,
  sides: { before: ClusterSide | undefined; after: ClusterSide | undefined },
) => InstancesChange | undefined {
  const costOfPool = createPoolCosts(priceOf);
  const costOf = (name: string, side: ClusterSide | undefined): UnnamedCost | undefined => {
    const pool = side?.pools.get(name);
    return side && pool?.isAws ? costOfPool(pool, side.region.name) : undefined;
  };
  return (name, sides) => {
    const [before, after] = [costOf(name, sides.before), costOf(name, sides.after)];
    if (before === after) return undefined;
    const types = typesChange(before, after);
    const ceiling = ceilingChange(before, after);
    const replicas = replicasChange(before, after);
    const isSame = ceiling === undefined && replicas === undefined;
    if (types.gained.length === 0 && types.lost.length === 0 && isSame) return undefined;
    const region = (after ?? before)?.region ?? '';
    return {
      region,
      ...types,
      ...(ceiling === undefined ? {} : { ceiling }),
      ...(replicas === undefined ? {} : { replicas }),
    };
  };
}

function typesChange(
  before: UnnamedCost | undefined,
  after: UnnamedCost | undefined,
): Pick<InstancesChange, 'gained' | 'lost' | 'remaining'> {
  const [old, now] = both(before, after, (side) => side && [...side.types, ...side.unpriced]);
  const remaining = now?.length ?? 0;
  if (old === undefined || now === undefined) return { gained: [], lost: [], remaining };
  return { gained: without(now, old), lost: without(old, now), remaining };
}

function without(types: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return types.filter((type) => !known.has(type));
}

function replicasChange(
  before: UnnamedCost | undefined,
  after: UnnamedCost | undefined,
): ReplicasChange | undefined {
  const [old, now] = [before?.replicas, after?.replicas];
  if (jsonText(old) === jsonText(now)) return undefined;
  return { ...(old === undefined ? {} : { before: old }), ...(now === undefined ? {} : { after: now }) };
}

function ceilingChange(
  before: UnnamedCost | undefined,
  after: UnnamedCost | undefined,
): CeilingChange | undefined {
  const [old, now] = [before && ceilingOf(before), after && ceilingOf(after)];
  if (jsonText(old) === jsonText(now)) return undefined;
  const prices = [...((after ?? before)?.prices ?? [])].map(
    (price): PriceSource => ({ kind: price.kind, ...('date' in price ? { date: price.date } : {}) }),
  );
  return {
    ...(old === undefined ? {} : { before: old }),
    ...(now === undefined ? {} : { after: now }),
    spot: (after ?? before)?.spot ?? 'never',
    prices: [...new Map(prices.map((price) => [jsonText(price), price])).values()],
  };
}

function ceilingOf({ ceiling, atSpotPrices }: UnnamedCost): Ceiling {
  if (typeof ceiling === 'string') return ceiling;
  const { cheapest, dearest } = ceiling;
  return {
    cheapest: cheapest.dollarsPerHour,
    dearest: dearest.dollarsPerHour,
    isExact: cheapest.isExact && dearest.isExact,
    ...(atSpotPrices === undefined ? {} : { atSpotPrices }),
  };
}
