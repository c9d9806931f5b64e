import type { Crds } from '../check/crd/crds.ts';
import type { RevisionState } from '../check/update/revision.ts';
import type { PoolChange } from './change.ts';
import { clusterChanges } from './cluster-changes.ts';
import { createSides } from './cluster-side.ts';

/** What a change does to a pool, in all clusters of an environment where it does the same. */
export interface PlanEntry {
  environment: string;
  /** The environment that the clusters come from, where it is another. */
  from?: string;
  /** Sorted. */
  clusters: string[];
  change: PoolChange;
}

/** What a change does to the running nodes of a fleet. */
export interface Plan {
  /** The revision that clusters have now, as people know it. */
  base: string;
  /** By environment, as the fleet declares them. */
  entries: PlanEntry[];
  /** The clusters that were compared. */
  clusters: number;
}

export interface PlanInput {
  before: RevisionState;
  after: RevisionState;
  crds: Crds;
  /** The time from which on budgets count, milliseconds since 1970. */
  at: number;
  /** The environments, old and new, to compare; all of them without it. */
  only?: ReadonlySet<string> | undefined;
}

/** Compares what every cluster has with what it would get. */
export function makePlan({ before, after, crds, at, only }: PlanInput): Plan {
  const sideBefore = createSides(before, crds);
  const sideAfter = createSides(after, crds);
  const entries = new Map<string, PlanEntry>();
  const clusters = [...new Set([...before.environments.keys(), ...after.environments.keys()])].filter(
    (cluster) => [before, after].some(({ environments }) => isWanted(only, environments.get(cluster))),
  );
  for (const cluster of clusters) {
    const [from, to] = [before.environments.get(cluster), after.environments.get(cluster)];
    const environment = to ?? from ?? '';
    const moved = from !== undefined && to !== undefined && from !== to ? { from } : {};
    const sides = { before: sideBefore(cluster), after: sideAfter(cluster) };
    for (const change of clusterChanges(cluster, { before, after }, sides, at)) {
      const key = keyOf([environment, moved, change]);
      const entry = entries.get(key) ?? { environment, ...moved, clusters: [], change };
      entry.clusters.push(cluster);
      entries.set(key, entry);
    }
  }
  const order = [
    ...Object.keys(after.fleet.spec.environments),
    ...Object.keys(before.fleet.spec.environments),
  ];
  return {
    base: before.revision,
    entries: [...entries.values()]
      .map((entry) => ({ ...entry, clusters: entry.clusters.toSorted() }))
      .toSorted((a, b) => order.indexOf(a.environment) - order.indexOf(b.environment)),
    clusters: clusters.length,
  };
}

function isWanted(only: ReadonlySet<string> | undefined, environment: string | undefined): boolean {
  return environment !== undefined && (only?.has(environment) ?? true);
}

function keyOf(parts: unknown): string {
  return JSON.stringify(parts, (_key, value) => (typeof value === 'bigint' ? String(value) : value));
}
