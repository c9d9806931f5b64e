import type { Crds } from '../check/crd/crds.ts';
import type { PoolChange } from './change.ts';
import { clusterChanges, type Revisions } from './cluster-changes.ts';
import { type ClusterSide, createSides, createStored } from './cluster-side.ts';

/** What is compared. */
export interface ChangeInput extends Revisions {
  crds: Crds;
  /** Whether the change is an upgrade of Kubernetes, whatever version fleet.yaml declares. */
  asksKubernetes?: boolean;
}

/** What a cluster has and what it would get, before anything is known of what it runs and of when the change arrives. */
export interface ClusterComparison {
  cluster: string;
  /** The environment after the change, or before it where the cluster goes. */
  environment: string;
  /** The environment that the cluster comes from, where it is another. */
  from?: string;
  sides: { before: ClusterSide | undefined; after: ClusterSide | undefined; asksKubernetes?: boolean };
  /** Pool by pool. */
  changes: PoolChange[];
}

/** What takes comparisons of clusters. */
export interface Comparing {
  isWanted(cluster: string): boolean;
  add(comparison: ClusterComparison): void;
}

/** Compares each cluster that any of the receivers wants, once for all of them. */
export function compareClusters(input: ChangeInput, receivers: readonly Comparing[]): void {
  const compare = createComparison(input);
  for (const cluster of clustersOf(input)) {
    const wanting = receivers.filter(({ isWanted }) => isWanted(cluster));
    if (wanting.length === 0) continue;
    const comparison = compare(cluster);
    for (const { add } of wanting) add(comparison);
  }
}

/** The clusters of both revisions. */
export function clustersOf({ before, after }: Revisions): Set<string> {
  return new Set([...before.environments.keys(), ...after.environments.keys()]);
}

function createComparison(input: ChangeInput): (cluster: string) => ClusterComparison {
  const { before, after, crds, asksKubernetes } = input;
  const stored = createStored(crds);
  const sideBefore = createSides(before, stored);
  const sideAfter = createSides(after, stored, before);
  return (cluster) => {
    const [from, to] = [before.environments.get(cluster), after.environments.get(cluster)];
    const sides = {
      before: sideBefore(cluster),
      after: sideAfter(cluster),
      ...(asksKubernetes === undefined ? {} : { asksKubernetes }),
    };
    return {
      cluster,
      environment: to ?? from ?? '',
      ...(from !== undefined && to !== undefined && from !== to ? { from } : {}),
      sides,
      changes: clusterChanges(cluster, { before, after }, sides),
    };
  };
}
