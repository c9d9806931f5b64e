import type { Location } from '../diagnostics/diagnostic.ts';
import type { DeclaredFleet, FleetSpec, Values } from './fleet.ts';
import type { Path } from './path.ts';
import { forCluster, valueSourceVariables } from './value-sources.ts';

/** The values that git has for each cluster: its own, before those of its environment, before defaults. */
export function resolveValues(spec: FleetSpec): Map<string, Values> {
  const defaults = Object.entries(spec.variables ?? {}).flatMap(([name, variable]): [string, string][] =>
    variable.default === undefined ? [] : [[name, variable.default]],
  );
  const values = new Map<string, Values>();
  for (const { clusters = {}, variables = {} } of Object.values(spec.environments)) {
    const shared = Object.entries({ ...Object.fromEntries(defaults), ...variables });
    for (const [cluster, { variables: own = {} }] of Object.entries(clusters)) {
      const filled = shared.map(([name, value]) => [name, forCluster(value, cluster)]);
      values.set(cluster, shared.length === 0 ? own : { ...Object.fromEntries(filled), ...own });
    }
  }
  return values;
}

/** Where the value that git has for a cluster's variable is written, as a path below the fleet's spec; undefined where git has none. */
export function pathOfValue(
  spec: FleetSpec,
  environment: string,
  cluster: string,
  variable: string,
): Path | undefined {
  const { clusters, variables } = spec.environments[environment] ?? {};
  if (Object.hasOwn(clusters?.[cluster]?.variables ?? {}, variable))
    return ['environments', environment, 'clusters', cluster, 'variables', variable];
  if (Object.hasOwn(variables ?? {}, variable)) return ['environments', environment, 'variables', variable];
  return spec.variables?.[variable]?.default === undefined ? undefined : ['variables', variable, 'default'];
}

/** Where the value that a cluster is rendered with is written; the example where only the cluster has the value. */
export function locateValue(
  { spec, sources }: Pick<DeclaredFleet, 'spec' | 'sources'>,
  environment: string,
  cluster: string,
  variable: string,
): Location {
  const path = pathOfValue(spec, environment, cluster, variable);
  if (path) return sources.locate(path);
  return valueSourceVariables(spec).has(variable)
    ? sources.locate(['variables', variable, 'example'])
    : sources.locate(['environments', environment, 'clusters', cluster, 'variables', variable]);
}
