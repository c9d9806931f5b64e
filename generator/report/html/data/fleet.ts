import type { Fleet } from '../../../load/index.ts';
import { sortedNames } from '../../../load/natural-order.ts';
import type { FleetModel } from '../model.ts';

/** The names of a fleet's pools, environments and clusters. */
export function fleetModel({ name, spec, objects }: Fleet): FleetModel {
  return {
    name,
    pools: sortedNames(Object.keys(spec.pools)),
    environments: objects.environments.map((environment) => ({
      name: environment.name,
      clusters: sortedNames(Object.keys(spec.environments[environment.name]?.clusters ?? {})),
      pools: environment.objects.flatMap(({ kind, pool }) => (kind === 'NodePool' ? (pool ?? []) : [])),
    })),
  };
}
