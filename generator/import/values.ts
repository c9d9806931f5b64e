import type { ImportedEnvironment } from './environments.ts';
import type { Variable } from './variables.ts';

type Values = Record<string, string>;

/** The values of variables, each where it is said once. */
export interface PlacedValues {
  /** Of variables that have one value in all clusters, but for the cluster's name in it, which is `{cluster}` then. */
  defaults: Values;
  /** Of those that have one value in all clusters of an environment, by environment. */
  environments: Record<string, Values>;
  clusters: Record<string, Values>;
}

/** Places values in the variable, in the environment or in the cluster: as high as they are the same for several clusters. */
export function placeValues(
  variables: readonly Variable[],
  environments: readonly ImportedEnvironment[],
): PlacedValues {
  const placed: PlacedValues = { defaults: {}, environments: {}, clusters: {} };
  const all = environments.flatMap(({ clusters }) => clusters);
  for (const variable of variables) {
    const { name } = variable;
    const everywhere = commonValue(variable, all);
    if (everywhere !== undefined) placed.defaults[name] = everywhere;
    else
      for (const { name: environment, clusters } of environments) {
        const common = commonValue(variable, clusters);
        const usual = common ?? (variable.field && usualValue(variable, clusters));
        if (usual !== undefined)
          placed.environments[environment] = { ...placed.environments[environment], [name]: usual };
        if (common === undefined)
          for (const cluster of clusters)
            if (variable.values.get(cluster) !== usual) place(placed.clusters, cluster, variable);
      }
  }
  return placed;
}

function place(clusters: Record<string, Values>, cluster: string, { name, values }: Variable): void {
  const value = values.get(cluster);
  if (value !== undefined) clusters[cluster] = { ...clusters[cluster], [name]: value };
}

/** The one value that all of several clusters have, `{cluster}` in place of the name of each. */
function commonValue({ values }: Variable, clusters: readonly string[]): string | undefined {
  const own = clusters.map((cluster) => values.get(cluster));
  const named = clusters.map((cluster, i) => {
    const value = own[i];
    return value === undefined || value.includes(CLUSTER) ? undefined : value.replaceAll(cluster, CLUSTER);
  });
  return onlyOne(own) ?? onlyOne(named);
}

/** The value that more than half of several clusters have; of a setting, that is what a new cluster gets. */
function usualValue({ values }: Variable, clusters: readonly string[]): string | undefined {
  const own = clusters.flatMap((cluster) => values.get(cluster) ?? []);
  return own.find((value) => own.filter((other) => other === value).length * 2 > clusters.length);
}

/** What several clusters have alike. */
function onlyOne([first, ...others]: (string | undefined)[]): string | undefined {
  return others.length > 0 && others.every((other) => other === first) ? first : undefined;
}

const CLUSTER = '{cluster}';
