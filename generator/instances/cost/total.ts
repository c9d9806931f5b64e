import { type Bound, roundDollars } from './fill.ts';
import type { PoolCost } from './pool-cost.ts';

/** The hours of a month, as AWS counts them. */
export const hoursPerMonth = 730;

/** What several pools may cost together. */
export interface TotalCost {
  /** The least and the most that fills the limits of all pools that have a ceiling. */
  cheapest: Bound;
  dearest: Bound;
  /** The pools that have none, as nothing limits them. */
  unlimited: readonly string[];
  /** The pools of which it is not known. */
  unknown: readonly string[];
}

/** Adds up what pools may cost; a pool that several clusters have is added for each. */
export function totalCost(pools: readonly Pick<PoolCost, 'pool' | 'ceiling'>[]): TotalCost {
  const fillings = pools.flatMap(({ ceiling }) => (typeof ceiling === 'string' ? [] : [ceiling]));
  const named = (state: PoolCost['ceiling']): string[] => [
    ...new Set(pools.filter(({ ceiling }) => ceiling === state).map(({ pool }) => pool)),
  ];
  return {
    cheapest: sum(fillings.map(({ cheapest }) => cheapest)),
    dearest: sum(fillings.map(({ dearest }) => dearest)),
    unlimited: named('unlimited'),
    unknown: named('unknown'),
  };
}

function sum(bounds: readonly Bound[]): Bound {
  const dollars = bounds.reduce((total, { dollarsPerHour }) => total + dollarsPerHour, 0);
  return { dollarsPerHour: roundDollars(dollars), isExact: bounds.every(({ isExact }) => isExact) };
}
