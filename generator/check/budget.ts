import type { ValueObject } from '@kustomize-ts/core';
import { loadCatalogue } from '@poolwright/ec2-catalogue';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { clusterCosts } from '../instances/cost/cluster-costs.ts';
import type { PoolCost } from '../instances/cost/pool-cost.ts';
import { cataloguePrices } from '../instances/cost/price-file.ts';
import { basisText, dollarsText } from '../instances/cost/text.ts';
import { hoursPerMonth, totalCost } from '../instances/cost/total.ts';
import type { Budget } from '../load/fleet.ts';
import type { ClusterScope, EnvironmentScope } from './scope.ts';

/** Compares what the clusters of an environment may cost with its budget. */
export interface BudgetCheck {
  /** Adds the pools that a cluster gets. */
  add(cluster: ClusterScope, objects: readonly ValueObject[]): void;
  diagnostics(): Diagnostic[];
}

/** Undefined for an environment without a budget. */
export function openBudgetCheck({ fleet, environment }: EnvironmentScope): BudgetCheck | undefined {
  const budget = fleet.spec.checks?.budget?.[environment];
  if (budget === undefined) return undefined;
  const most = hourlyBudget(budget);
  const costs: PoolCost[] = [];
  const costsOf = clusterCosts(cataloguePrices);
  const finding = (severity: Diagnostic['severity'], message: string, help: string): Diagnostic => ({
    code: 'budget-exceeded',
    severity,
    impact: 'cost',
    message,
    help,
    at: fleet.sources.locate(['checks', 'budget', environment]),
    environment,
  });
  return {
    add: (cluster, objects) => {
      costs.push(...costsOf(cluster, objects));
    },
    diagnostics: () => {
      const { dearest, unlimited, unknown } = totalCost(costs);
      const found: Diagnostic[] = [];
      if (unlimited.length > 0)
        found.push(
          finding(
            'error',
            `Nothing limits what ${unlimited.join(', ')} may cost in ${environment}, which has a budget of ${dollarsText(most)}`,
            'Set spec.limits of the pool for a resource that all of its instance types have, such as cpu',
          ),
        );
      if (dearest.dollarsPerHour > most)
        found.push(
          finding(
            'error',
            `The limits of ${environment} allow instances for ${dollarsText(dearest.dollarsPerHour)} on demand, more than its budget of ${dollarsText(most)}; prices: ${basisText(costs.flatMap(({ prices }) => prices))}`,
            `Lower the limits, of ${dearestPool(costs)} first, or raise the budget`,
          ),
        );
      if (unknown.length > 0)
        found.push(
          finding(
            'notice',
            `What ${unknown.join(', ')} may cost is unknown, so the budget of ${environment} is compared with the other pools only`,
            unpricedHelp(costs),
          ),
        );
      return found;
    },
  };
}

/** Dollars an hour. */
export function hourlyBudget({ dollarsPerHour, dollarsPerMonth = 0 }: Budget): number {
  return dollarsPerHour ?? dollarsPerMonth / hoursPerMonth;
}

function unpricedHelp(costs: readonly PoolCost[]): string {
  const known = loadCatalogue().regions();
  const regions = new Set(costs.filter(({ ceiling }) => ceiling === 'unknown').map(({ region }) => region));
  const wrong = [...regions].filter((region) => !known.has(region));
  return wrong.length > 0
    ? `Correct the region ${wrong.join(', ')}, which the catalogue does not have`
    : 'Name instance types that the catalogue has prices of';
}

/** The pool that costs most in all clusters together. */
function dearestPool(costs: readonly PoolCost[]): string {
  const sums = new Map<string, number>();
  for (const { pool, ceiling } of costs)
    if (typeof ceiling !== 'string') sums.set(pool, (sums.get(pool) ?? 0) + ceiling.dearest.dollarsPerHour);
  return [...sums].sort(([, a], [, b]) => b - a)[0]?.[0] ?? '';
}
