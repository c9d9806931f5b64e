import type { PriceOf } from '../instances/cost/price-file.ts';
import { jsonText } from '../instances/objects/json-text.ts';
import { sortedNames } from '../load/natural-order.ts';
import { type ClusterRename, clusterRenames } from './cluster-renames.ts';
import {
  type ChangeInput,
  type ClusterComparison,
  type Comparing,
  clustersOf,
  compareClusters,
} from './compare.ts';
import { createDelivery, type DeliveryInput } from './delivery/delivery.ts';
import type { DeliveryOrder } from './delivery/order.ts';
import { createEntries } from './entries.ts';
import type { PlanEntry } from './entry.ts';
import type { RunningState } from './nodes/state.ts';
import { runningCluster } from './running-pool.ts';

/** What a change does to the running nodes of a fleet. */
export interface Plan {
  /** The revision that clusters have now, as people know it. */
  base: string;
  /** By environment, as the fleet declares them. */
  entries: PlanEntry[];
  /** Objects of clusters that are different there from what git has, such as `NodePool/general`. */
  outOfSync: { cluster: string; object: string; fields: string[] }[];
  /** The clusters that lose every pool they have. */
  emptied: ReadonlySet<string>;
  /** The clusters that lose pools and may only have a new name. */
  renames: ClusterRename[];
  /** The clusters that were compared. */
  clusters: number;
  /** In which order the change is delivered, by environment and for all clusters where it is the same. */
  delivery: (DeliveryOrder & { environment: string; clusters: string[] })[];
}

export interface PlanInput extends ChangeInput {
  /** The time from which on budgets count, milliseconds since 1970. */
  at: number;
  /** How many nodes a pool has, if given. */
  countNodes?(pool: string): number | undefined;
  /** What a cluster runs, if its state was read. */
  stateOf?(cluster: string): RunningState | undefined;
  /** The Flux Kustomizations that people wrote in the folders of clusters, where they are known. */
  written?: DeliveryInput['written'];
  /** Whether it is known that a cluster gets the same on both sides, so that nothing of it is built where nobody says what it runs. */
  isUnchanged?(cluster: string): boolean;
  /** What instances cost; without it, instance types and costs are not compared. */
  priceOf?: PriceOf;
  /** Whether to compare a cluster, which is or was in these environments. */
  isWanted?(cluster: string, environments: readonly string[]): boolean;
}

/** Compares what every cluster has with what it would get. */
export function makePlan(input: PlanInput): Plan {
  const plan = openPlan(input);
  compareClusters(input, [plan]);
  return plan.result();
}

/** A plan to which clusters are added. */
export interface OpenPlan extends Comparing {
  result(): Plan;
}

/** A plan without clusters, for `compareClusters`. */
export function openPlan(input: PlanInput): OpenPlan {
  const { before, asksKubernetes, stateOf, isUnchanged = () => false } = input;
  const [deliveryOf, entryOf] = [createDelivery(input), createEntries(input)];
  const delivery = new Map<string, Plan['delivery'][number]>();
  const entries = new Map<string, PlanEntry>();
  const emptied = new Set<string>();
  const losing = new Set<string>();
  const outOfSync: Plan['outOfSync'] = [];
  const wanted = wantedClusters(input);
  const add = (comparison: ClusterComparison): void => {
    const { cluster, environment, sides, changes } = comparison;
    const state = stateOf?.(cluster);
    const running = state && runningCluster(state, sides);
    for (const differing of running?.outOfSync ?? []) outOfSync.push({ cluster, ...differing });
    const deleted = changes.filter(({ effect }) => effect === 'deleted').length;
    if (deleted > 0) losing.add(cluster);
    if (deleted > 0 && deleted === sides.before?.pools.size) emptied.add(cluster);
    const orders = deliveryOf(cluster, sides, changes.length > 0);
    for (const order of orders)
      addCluster(delivery, jsonText([environment, order]), cluster, () => ({
        environment,
        clusters: [],
        ...order,
      }));
    for (const change of changes) {
      const { key, make } = entryOf({ comparison, running, orders }, change);
      addCluster(entries, key, cluster, make);
    }
  };
  return {
    isWanted: (cluster) =>
      wanted.has(cluster) &&
      (stateOf?.(cluster) !== undefined || asksKubernetes === true || !isUnchanged(cluster)),
    add,
    result: () => ({
      base: before.revision,
      entries: sorted(entries, input),
      delivery: sorted(delivery, input),
      outOfSync,
      emptied,
      renames: clusterRenames(input).filter(({ from }) => losing.has(from)),
      clusters: wanted.size,
    }),
  };
}

function wantedClusters({ before, after, isWanted = () => true }: PlanInput): Set<string> {
  const environmentsOf = (cluster: string): string[] =>
    [before, after].flatMap(({ environments }) => environments.get(cluster) ?? []);
  return new Set(
    [...clustersOf({ before, after })].filter((cluster) => isWanted(cluster, environmentsOf(cluster))),
  );
}

/** By environment, as the fleet declares them. */
function sorted<One extends { environment: string; clusters: string[] }>(
  all: ReadonlyMap<string, One>,
  { before, after }: PlanInput,
): One[] {
  const order = [after, before].flatMap(({ fleet }) => Object.keys(fleet.spec.environments));
  return [...all.values()]
    .map((one) => ({ ...one, clusters: sortedNames(one.clusters) }))
    .toSorted((a, b) => order.indexOf(a.environment) - order.indexOf(b.environment));
}

/** Adds a cluster to those that a key already has, or to what is made for it. */
function addCluster<One extends { clusters: string[] }>(
  all: Map<string, One>,
  key: string,
  cluster: string,
  make: () => One,
): void {
  const one = all.get(key) ?? make();
  one.clusters.push(cluster);
  all.set(key, one);
}
