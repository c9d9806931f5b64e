import { findCandidates, poolsOfFleet } from '../instances/candidates/index.ts';
import { environmentCosts } from '../instances/cost/environment-costs.ts';
import { createPoolCosts } from '../instances/cost/pool-costs.ts';
import type { PriceOf } from '../instances/cost/price-file.ts';
import type { Fleet } from '../load/index.ts';
import type { InstancesEntry } from '../report/instances/entry.ts';
import type { Context } from './command.ts';

/** Lists what the wanted pools of a fleet can launch and cost. */
export function listInstances(
  context: Context,
  fleet: Fleet,
  priceOf: PriceOf,
  isWanted: (environment: string, cluster: string | undefined, pool: string) => boolean,
): InstancesEntry[] {
  const costOf = createPoolCosts(priceOf);
  return context.stage('instances', () =>
    poolsOfFleet(fleet, isWanted).map((entry) => ({
      ...entry,
      candidates: findCandidates({ ...entry, priceOf }),
      costs: environmentCosts(entry.sizes, entry.region, costOf),
    })),
  );
}

/** The same of the environments and clusters that arguments name; without names, of all. */
export function listNamed(
  context: Context,
  fleet: Fleet,
  priceOf: PriceOf,
  names: readonly string[],
): InstancesEntry[] {
  return listInstances(
    context,
    fleet,
    priceOf,
    (environment, cluster) =>
      names.length === 0 || names.includes(environment) || (cluster !== undefined && names.includes(cluster)),
  );
}
