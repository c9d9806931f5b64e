import type { Pool } from '../objects/pool.ts';
import { type Filling, roundDollars } from './fill.ts';
import type { PoolCost, ReplicasCost, SpotCost } from './pool-cost.ts';
import type { UnnamedCost } from './pool-costs.ts';
import { totalCost } from './total.ts';

/** A pool with the limits and replicas that it has in clusters of an environment. */
export interface PoolSize {
  environment: string;
  /** How many clusters; 0 for an environment without clusters. */
  clusters: number;
  pool: Pool;
}

/** What a pool may cost in an environment, in all its clusters together; in one where it has none yet. */
export interface EnvironmentCost extends Pick<PoolCost, 'spot' | 'unpriced'> {
  environment: string;
  clusters: number;
  ceiling: PoolCost['ceiling'];
  replicas?: ReplicasCost;
  /** Of a pool of spot instances alone, where it has a ceiling and the snapshot has prices. */
  atSpotPrices?: SpotCost;
}

/**
 * What a pool may cost in each environment of a region.
 * @param costOf see `createPoolCosts`
 */
export function environmentCosts(
  sizes: readonly PoolSize[],
  region: string,
  costOf: (pool: Pool, region: string) => UnnamedCost,
): EnvironmentCost[] {
  const environments = [...new Set(sizes.map(({ environment }) => environment))];
  return environments.flatMap((environment) => {
    const own = sizes.filter((size) => size.environment === environment);
    const costs = own.flatMap(({ pool, clusters }) =>
      Array<UnnamedCost>(Math.max(1, clusters)).fill(costOf(pool, region)),
    );
    const [first] = costs;
    if (first === undefined) return [];
    const replicas = costs.flatMap((cost) => cost.replicas ?? []);
    const spot = costs.flatMap(({ atSpotPrices }) => atSpotPrices ?? []);
    return {
      environment,
      clusters: own.reduce((sum, { clusters }) => sum + clusters, 0),
      ceiling: together(costs),
      spot: first.spot,
      unpriced: first.unpriced,
      ...(replicas.length === 0
        ? {}
        : { replicas: { count: sum(replicas.map(({ count }) => count)), ...rangeOf(replicas) } }),
      ...(spot.length < costs.length || spot[0] === undefined
        ? {}
        : { atSpotPrices: { ...rangeOf(spot), date: spot[0].date } }),
    };
  });
}

function together(costs: readonly UnnamedCost[]): Filling | 'unlimited' | 'unknown' {
  const { cheapest, dearest, unlimited, unknown } = totalCost(
    costs.map(({ ceiling }) => ({ pool: '', ceiling })),
  );
  if (unlimited.length > 0) return 'unlimited';
  return unknown.length > 0 ? 'unknown' : { cheapest, dearest };
}

function rangeOf(ranges: readonly Range[]): Range {
  return {
    lowest: sum(ranges.map(({ lowest }) => lowest)),
    highest: sum(ranges.map(({ highest }) => highest)),
  };
}

function sum(amounts: readonly number[]): number {
  return roundDollars(amounts.reduce((total, amount) => total + amount, 0));
}

interface Range {
  lowest: number;
  highest: number;
}
