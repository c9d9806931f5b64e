import type { ValueObject } from '@kustomize-ts/core';
import { clusterScope, type EnvironmentScope } from '../../check/scope.ts';
import type { RevisionState } from '../../check/update/revision.ts';
import { DOLLAR } from '../../load/template.ts';

/** What a fleet, before and after a change, has that tells its clusters apart. */
export interface ClusterValues {
  /** The environments that a cluster is in, as each revision has them. */
  scopesOf(cluster: string): EnvironmentScope[];
  /** The values of a cluster's variables, before and after. */
  valuesOf(cluster: string): ReadonlyMap<string, ReadonlySet<string>>;
  /** The clusters that have a value of a variable. */
  clustersWith(variable: string, value: string): ReadonlySet<string>;
  /** The clusters that are called so, or of which a variable has that value. */
  clustersNamed(name: string): ReadonlySet<string>;
  /** The EC2NodeClasses that a cluster gets, before and after, by name. */
  nodeClassesOf(cluster: string): [string, ValueObject][];
  /** The number of clusters. */
  count: number;
}

const NONE: ReadonlySet<string> = new Set();

export function createClusterValues({
  before,
  after,
}: {
  before: RevisionState;
  after: RevisionState;
}): ClusterValues {
  const ofCluster = new Map<string, Map<string, Set<string>>>();
  const byValue = new Map<string, Set<string>>();
  const byName = new Map<string, Set<string>>();
  for (const revision of [before, after])
    for (const [cluster, environment] of revision.environments) {
      const { variables } = clusterScope(revision.scopeOf(environment), cluster);
      const own = ofCluster.get(cluster) ?? new Map<string, Set<string>>();
      ofCluster.set(cluster, own);
      add(byName, cluster, cluster);
      for (const [variable, value] of Object.entries(variables)) {
        if (variable === DOLLAR) continue;
        add(own, variable, value);
        add(byValue, keyOf(variable, value), cluster);
        add(byName, value, cluster);
      }
    }
  return {
    scopesOf: (cluster) =>
      [before, after].flatMap((revision) => {
        const environment = revision.environments.get(cluster);
        return environment === undefined ? [] : [revision.scopeOf(environment)];
      }),
    valuesOf: (cluster) => ofCluster.get(cluster) ?? new Map(),
    clustersWith: (variable, value) => byValue.get(keyOf(variable, value)) ?? NONE,
    clustersNamed: (name) => byName.get(name) ?? NONE,
    nodeClassesOf: (cluster) =>
      [before, after].flatMap((revision) =>
        [...revision.objectsOf(cluster)]
          .filter(([, { kind }]) => kind === 'EC2NodeClass')
          .map(([name, object]): [string, ValueObject] => [name.slice('EC2NodeClass/'.length), object]),
      ),
    count: ofCluster.size,
  };
}

function keyOf(variable: string, value: string): string {
  return `${variable}=${value}`;
}

function add(map: Map<string, Set<string>>, key: string, value: string): void {
  const found = map.get(key) ?? new Set<string>();
  found.add(value);
  map.set(key, found);
}
