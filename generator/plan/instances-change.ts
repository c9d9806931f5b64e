import type { Price } from '@poolwright/ec2-catalogue';
import { launchFields, pick } from '../instances/candidates/index.ts';
import { type PoolCost, poolCost, type ReplicasCost, type SpotCost } from '../instances/cost/pool-cost.ts';
import type { PriceOf } from '../instances/cost/price-file.ts';
import type { Pool } from '../instances/objects/pool.ts';
import type { ClusterSide } from './cluster-side.ts';
import { jsonText } from './value-text.ts';

/** What a change does to the instance types that a pool can launch and to what its limits allow. */
export interface InstancesChange {
  /** The region after the change, or before it where the pool goes. */
  region: string;
  /** Types that the pool can launch from now on, and those that it no longer can; empty for a pool that is new or goes. */
  gained: string[];
  lost: string[];
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
  const known = new Map<string, PoolCost>();
  const costOf = (name: string, side: ClusterSide | undefined): PoolCost | undefined => {
    const pool = side?.pools.get(name);
    if (side === undefined || pool?.isAws !== true) return undefined;
    const region = side.region.name;
    const key = keyOf(pool, region);
    const cost = known.get(key) ?? poolCost(pool, region, priceOf);
    known.set(key, cost);
    return cost;
  };
  return (name, sides) => {
    const [before, after] = [costOf(name, sides.before), costOf(name, sides.after)];
    if (before === after) return undefined;
    const { gained, lost } = typesChange(before, after);
    const ceiling = ceilingChange(before, after);
    const replicas = replicasChange(before, after);
    const isSame = ceiling === undefined && replicas === undefined;
    if (gained.length === 0 && lost.length === 0 && isSame) return undefined;
    const region = (after ?? before)?.region ?? '';
    return {
      region,
      gained,
      lost,
      ...(ceiling === undefined ? {} : { ceiling }),
      ...(replicas === undefined ? {} : { replicas }),
    };
  };
}

/** What of a pool decides what it costs, which is the same in clusters that differ in a role or tags only. */
function keyOf({ name, spec, nodeClass }: Pool, region: string): string {
  const classSpec = nodeClass && pick(nodeClass.spec, launchFields.EC2NodeClass);
  return jsonText([region, name, pick(spec, launchFields.NodePool), nodeClass?.family, classSpec]);
}

function typesChange(
  before: PoolCost | undefined,
  after: PoolCost | undefined,
): { gained: string[]; lost: string[] } {
  if (before === undefined || after === undefined) return { gained: [], lost: [] };
  const [old, now] = [before, after].map(({ types, unpriced }) => [...types, ...unpriced]) as [
    string[],
    string[],
  ];
  return { gained: without(now, old), lost: without(old, now) };
}

function without(types: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return types.filter((type) => !known.has(type));
}

function replicasChange(
  before: PoolCost | undefined,
  after: PoolCost | undefined,
): ReplicasChange | undefined {
  const [old, now] = [before?.replicas, after?.replicas];
  if (jsonText(old) === jsonText(now)) return undefined;
  return { ...(old === undefined ? {} : { before: old }), ...(now === undefined ? {} : { after: now }) };
}

function ceilingChange(before: PoolCost | undefined, after: PoolCost | undefined): CeilingChange | undefined {
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

function ceilingOf({ ceiling, atSpotPrices }: PoolCost): Ceiling {
  if (typeof ceiling === 'string') return ceiling;
  const { cheapest, dearest } = ceiling;
  return {
    cheapest: cheapest.dollarsPerHour,
    dearest: dearest.dollarsPerHour,
    isExact: cheapest.isExact && dearest.isExact,
    ...(atSpotPrices === undefined ? {} : { atSpotPrices }),
  };
}
