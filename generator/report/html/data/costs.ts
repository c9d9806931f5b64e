import { hourlyBudget } from '../../../check/budget.ts';
import { poolsOfFleet } from '../../../instances/candidates/index.ts';
import { type EnvironmentCost, environmentCosts } from '../../../instances/cost/environment-costs.ts';
import type { PriceOf } from '../../../instances/cost/price-file.ts';
import { totalCost } from '../../../instances/cost/total.ts';
import type { Fleet } from '../../../load/index.ts';

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

/** What environments may cost at most, before and after. */
export function costsData(
  after: Fleet,
  before: Fleet | undefined,
  priceOf: PriceOf,
  isWanted: IsWanted = () => true,
): CostsData {
  const now = ceilings(after, priceOf, isWanted);
  const old =
    before === undefined ? new Map<string, EnvironmentCeiling>() : ceilings(before, priceOf, isWanted);
  return {
    hasBase: before !== undefined,
    environments: [...new Set([...now.keys(), ...old.keys()])].map((environment) => {
      const [a, b] = [old.get(environment), now.get(environment)];
      const budget = after.spec.checks?.budget?.[environment];
      return {
        environment,
        ...(a === undefined ? {} : { before: a }),
        ...(b === undefined ? {} : { after: b }),
        ...(budget === undefined ? {} : { budget: hourlyBudget(budget) }),
      };
    }),
  };
}

type IsWanted = Parameters<typeof poolsOfFleet>[1];
type Cost = Pick<EnvironmentCost, 'ceiling'> & { pool: string };

function ceilings(fleet: Fleet, priceOf: PriceOf, isWanted: IsWanted): Map<string, EnvironmentCeiling> {
  const byEnvironment = new Map(
    Object.keys(fleet.spec.environments).map((name): [string, Cost[]] => [name, []]),
  );
  for (const { pool, region, sizes } of poolsOfFleet(fleet, isWanted))
    for (const { environment, ceiling } of environmentCosts(sizes, region, priceOf))
      byEnvironment.get(environment)?.push({ pool: pool.name, ceiling });
  return new Map(
    [...byEnvironment]
      .filter(([, costs]) => costs.length > 0)
      .map(([environment, costs]) => [environment, environmentCeiling(costs)]),
  );
}

function environmentCeiling(costs: readonly Cost[]): EnvironmentCeiling {
  const { unlimited, unknown } = totalCost(costs);
  return {
    ceiling: totalOf(costs),
    unlimited,
    unknown,
    pools: [...new Set(costs.map(({ pool }) => pool))].map((pool) => {
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
