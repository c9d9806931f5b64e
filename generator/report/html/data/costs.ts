import { hourlyBudget } from '../../../check/budget.ts';
import { poolsOfFleet } from '../../../instances/candidates/index.ts';
import { type EnvironmentCost, environmentCosts } from '../../../instances/cost/environment-costs.ts';
import { createPoolCosts } from '../../../instances/cost/pool-costs.ts';
import type { PriceOf } from '../../../instances/cost/price-file.ts';
import { totalCost } from '../../../instances/cost/total.ts';
import type { Budget } from '../../../load/fleet.ts';
import type { Fleet } from '../../../load/index.ts';
import { sortedNames } from '../../../load/natural-order.ts';

/** What instances cost that fill limits, in dollars an hour on demand. */
export interface CeilingData {
  cheapest: number;
  dearest: number;
  isExact: boolean;
}

/** What the pools of an environment may cost, in all its clusters together. */
export interface EnvironmentCeiling {
  /** Of the pools that have a ceiling. */
  ceiling: CeilingData;
  /** The pools that nothing limits, and those whose ceiling is not known. */
  unlimited: readonly string[];
  unknown: readonly string[];
  pools: { pool: string; ceiling: CeilingData | 'unlimited' | 'unknown' }[];
}

/** An environment before and after a change. */
export interface EnvironmentCostData {
  environment: string;
  /** Absent without a base, and for an environment that is new. */
  before?: EnvironmentCeiling;
  /** Absent for an environment that goes. */
  after?: EnvironmentCeiling;
  /** What `spec.checks.budget` allows, in dollars an hour. */
  budget?: number;
}

/** What each environment may cost: docs/prices.md. */
export interface CostsData {
  environments: EnvironmentCostData[];
  hasBase: boolean;
}

/** What a pool may cost in each environment, as `instances` lists it. */
export interface CostedPool {
  pool: { name: string };
  costs: readonly EnvironmentCost[];
}

export interface CostsInput {
  after: readonly CostedPool[];
  /** Absent without a base. */
  before?: readonly CostedPool[];
  /** The environments in their order. */
  environments: readonly string[];
  /** `spec.checks.budget`. */
  budgets: Readonly<Record<string, Budget>>;
}

/** What environments may cost at most, before and after. */
export function costsData({ after, before, environments, budgets }: CostsInput): CostsData {
  const now = ceilings(after);
  const old = ceilings(before ?? []);
  return {
    hasBase: before !== undefined,
    environments: environments.flatMap((environment) => {
      const [a, b] = [old.get(environment), now.get(environment)];
      const budget = budgets[environment];
      if (a === undefined && b === undefined) return [];
      return {
        environment,
        ...(a === undefined ? {} : { before: a }),
        ...(b === undefined ? {} : { after: b }),
        ...(budget === undefined ? {} : { budget: hourlyBudget(budget) }),
      };
    }),
  };
}

/** What environments of two revisions may cost at most. */
export function changedCosts(
  { before, after }: { before: { fleet: Fleet }; after: { fleet: Fleet } },
  priceOf: PriceOf,
  isWanted: IsWanted,
): CostsData {
  const [old, now] = [before.fleet, after.fleet];
  const costOf = createPoolCosts(priceOf);
  return costsData({
    after: costedPools(now, costOf, isWanted),
    before: costedPools(old, costOf, isWanted),
    environments: [...new Set([now, old].flatMap(({ spec }) => Object.keys(spec.environments)))],
    budgets: now.spec.checks?.budget ?? {},
  });
}

/** What the wanted pools of a fleet may cost. */
function costedPools(fleet: Fleet, costOf: CostOf, isWanted: IsWanted): CostedPool[] {
  return poolsOfFleet(fleet, isWanted).map(({ pool, sizes, region }) => ({
    pool,
    costs: environmentCosts(sizes, region, costOf),
  }));
}

type CostOf = ReturnType<typeof createPoolCosts>;
type IsWanted = Parameters<typeof poolsOfFleet>[1];
type Cost = Pick<EnvironmentCost, 'ceiling'> & { pool: string };

function ceilings(pools: readonly CostedPool[]): Map<string, EnvironmentCeiling> {
  const byEnvironment = new Map<string, Cost[]>();
  for (const { pool, costs } of pools)
    for (const { environment, ceiling } of costs)
      byEnvironment.set(environment, [
        ...(byEnvironment.get(environment) ?? []),
        { pool: pool.name, ceiling },
      ]);
  return new Map([...byEnvironment].map(([environment, costs]) => [environment, environmentCeiling(costs)]));
}

function environmentCeiling(costs: readonly Cost[]): EnvironmentCeiling {
  const { unlimited, unknown } = totalCost(costs);
  return {
    ceiling: totalOf(costs),
    unlimited: sortedNames(unlimited),
    unknown: sortedNames(unknown),
    pools: sortedNames(new Set(costs.map(({ pool }) => pool))).map((pool) => {
      const own = costs.filter((cost) => cost.pool === pool);
      const without = totalCost(own);
      return {
        pool,
        ceiling:
          without.unlimited.length > 0 ? 'unlimited' : without.unknown.length > 0 ? 'unknown' : totalOf(own),
      };
    }),
  };
}

function totalOf(costs: readonly Cost[]): CeilingData {
  const { cheapest, dearest } = totalCost(costs);
  return {
    cheapest: cheapest.dollarsPerHour,
    dearest: dearest.dollarsPerHour,
    isExact: cheapest.isExact && dearest.isExact,
  };
}
