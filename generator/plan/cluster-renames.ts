import type { RevisionState } from '../check/update/revision.ts';
import { groupBy } from '../diagnostics/group-by.ts';
import { jsonText } from '../instances/objects/json-text.ts';
import { deliveryOf } from '../load/delivery-of.ts';
import { outputOf } from '../load/output.ts';
import type { Revisions } from './cluster-changes.ts';

/**
 * A cluster that leaves an environment in which another one arrives with the same values: it may be the same cluster under a new name.
 * Flux and Argo CD know it by its name alone, so what delivered it under the old one deletes its objects either way.
 */
export interface ClusterRename {
  environment: string;
  from: string;
  to: string;
  /** How to keep its nodes, if it is the same cluster, in an imperative clause. */
  help: string;
}

/** The clusters that may have a new name; without those whose values are of several clusters, or that have none. */
export function clusterRenames({ before, after }: Revisions): ClusterRename[] {
  const gone = groupBy(clustersWithout(before, after), (cluster) => keyOf(before, after, cluster));
  const added = groupBy(clustersWithout(after, before), (cluster) => keyOf(after, before, cluster));
  return [...gone].flatMap(([key, [from, ...others]]) => {
    const [to, ...more] = added.get(key) ?? [];
    if (key === undefined || from === undefined || to === undefined || others.length + more.length > 0)
      return [];
    const environment = before.environments.get(from) ?? '';
    return [{ environment, from, to, help: helpOf(before, environment, { from, to }) }];
  });
}

/** What to know of a rename, and to do. */
export function renameText({ from, to, help }: ClusterRename): string {
  return `${to} has the same variables as ${from}; if it is the same cluster, its new name deletes these pools: ${help}`;
}

function clustersWithout(one: RevisionState, other: RevisionState): string[] {
  return [...one.environments.keys()].filter((cluster) => !other.environments.has(cluster));
}

/** Equal for clusters of an environment with equal values, of those variables that both revisions have; undefined without any. */
function keyOf(revision: RevisionState, other: RevisionState, cluster: string): string | undefined {
  const { spec, values } = revision.fleet;
  const environment = revision.environments.get(cluster) ?? '';
  const region = spec.environments[environment]?.clusters?.[cluster]?.region;
  const shared = Object.entries(values.get(cluster) ?? {})
    .filter(([name]) => Object.hasOwn(other.fleet.spec.variables ?? {}, name))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return shared.length === 0 ? undefined : jsonText([environment, region, shared]);
}

function helpOf(
  { fleet: { spec } }: RevisionState,
  environment: string,
  { from, to }: Pick<ClusterRename, 'from' | 'to'>,
): string {
  const { flux, argocd } = deliveryOf(spec, environment);
  const guards = [
    ...(flux ? [`protect: true for ${environment}`] : []),
    ...(argocd ? ['delivery.argocd.preserveResourcesOnDeletion: true'] : []),
  ];
  const path =
    flux && !flux.hub
      ? `; then run flux bootstrap with --path=${outputOf(spec).clusters}/${to} in the cluster`
      : '';
  return `keep the name ${from}, or first set ${guards.join(' and ')} and deliver that${path}`;
}
