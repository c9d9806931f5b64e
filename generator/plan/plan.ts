import type { Crds } from '../check/crd/crds.ts';
import { rulesFor } from '../check/karpenter/rules.ts';
import type { RevisionState } from '../check/update/revision.ts';
import type { PriceOf } from '../instances/cost/price-file.ts';
import { jsonText } from '../instances/objects/json-text.ts';
import { podsOf } from '../instances/objects/pods.ts';
import type { Pool } from '../instances/objects/pool.ts';
import { sortedNames } from '../load/natural-order.ts';
import type { Cause, PoolChange } from './change.ts';
import { clusterChanges } from './cluster-changes.ts';
import { type ClusterSide, createSides, createStored } from './cluster-side.ts';
import { createSyncDelays } from './delivery/argocd-rolling.ts';
import { createDelivery, type DeliveryInput, withDelivery } from './delivery/delivery.ts';
import type { DeliveryOrder } from './delivery/order.ts';
import { createInstancesChange, type InstancesChange } from './instances-change.ts';
import type { RunningState } from './nodes/state.ts';
import { type Holdup, holdupsOf } from './rollout/holdups.ts';
import { type PlannedNode, type RunningCluster, runningCluster, withRunning } from './running-pool.ts';
import { type NodeCount, type Schedule, scheduleOf } from './schedule.ts';

/** What a change does to a pool, in all clusters of an environment where it does the same. */
export interface PlanEntry {
  environment: string;
  /** The environment that the clusters come from, where it is another. */
  from?: string;
  /** Sorted. */
  clusters: string[];
  change: PoolChange;
  /** When nodes are replaced, if any are. */
  schedule?: Schedule;
  /** Changes of its instance types and their cost, if any. */
  instances?: InstancesChange;
  /** The running nodes, if the state of the cluster was read. */
  nodes?: PlannedNode[];
}

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
  /** The clusters that were compared. */
  clusters: number;
  /** In which order the change is delivered, by environment and for all clusters where it is the same. */
  delivery: (DeliveryOrder & { environment: string; clusters: string[] })[];
}

export interface PlanInput {
  before: RevisionState;
  after: RevisionState;
  crds: Crds;
  /** The time from which on budgets count, milliseconds since 1970. */
  at: number;
  /** How many nodes a pool has, if given. */
  countNodes?(pool: string): number | undefined;
  /** What a cluster runs, if its state was read. */
  stateOf?(cluster: string): RunningState | undefined;
  /** Whether the plan is of an upgrade of Kubernetes, whatever version fleet.yaml declares. */
  asksKubernetes?: boolean;
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
  const { before, after, crds, at, written, asksKubernetes } = input;
  const { stateOf, isUnchanged = () => false, isWanted = () => true } = input;
  const stored = createStored(crds);
  const sideBefore = createSides(before, stored);
  const sideAfter = createSides(after, stored, before);
  const deliveryOf = createDelivery({ before, after, ...(written ? { written } : {}) });
  const entryOf = createEntries(input);
  const delivery = new Map<string, Plan['delivery'][number]>();
  const entries = new Map<string, PlanEntry>();
  const emptied = new Set<string>();
  const outOfSync: Plan['outOfSync'] = [];
  const clusters = [...new Set([...before.environments.keys(), ...after.environments.keys()])].filter(
    (cluster) =>
      isWanted(
        cluster,
        [before, after].flatMap(({ environments }) => environments.get(cluster) ?? []),
      ),
  );
  for (const cluster of clusters) {
    const state = stateOf?.(cluster);
    if (!state && !asksKubernetes && isUnchanged(cluster)) continue;
    const [from, to] = [before.environments.get(cluster), after.environments.get(cluster)];
    const environment = to ?? from ?? '';
    const moved = from !== undefined && to !== undefined && from !== to ? { from } : {};
    const sides = { before: sideBefore(cluster), after: sideAfter(cluster), asksKubernetes };
    const running = state && runningCluster(state, sides);
    for (const differing of running?.outOfSync ?? []) outOfSync.push({ cluster, ...differing });
    const changes = clusterChanges(cluster, { before, after }, sides, at);
    const deleted = changes.filter(({ effect }) => effect === 'deleted').length;
    if (deleted > 0 && deleted === sides.before?.pools.size) emptied.add(cluster);
    const orders = deliveryOf(cluster, sides, changes.length > 0);
    for (const order of orders)
      addCluster(delivery, jsonText([environment, order]), cluster, () => ({
        environment,
        clusters: [],
        ...order,
      }));
    for (const change of changes) {
      const { key, make } = entryOf({ cluster, environment, moved, sides, running, orders }, change);
      addCluster(entries, key, cluster, make);
    }
  }
  const order = [
    ...Object.keys(after.fleet.spec.environments),
    ...Object.keys(before.fleet.spec.environments),
  ];
  const sorted = <One extends { environment: string; clusters: string[] }>(all: Map<string, One>): One[] =>
    [...all.values()]
      .map((one) => ({ ...one, clusters: sortedNames(one.clusters) }))
      .toSorted((a, b) => order.indexOf(a.environment) - order.indexOf(b.environment));
  return {
    base: before.revision,
    entries: sorted(entries),
    delivery: sorted(delivery),
    outOfSync,
    emptied,
    clusters: clusters.length,
  };
}

/** A change by what it does: that clusters declare it on different lines makes no difference, and the line of the first is shown. */
function withoutPlaces({ causes, others, ...change }: PoolChange): unknown {
  const bare = ({ at: _, was: __, ...cause }: Cause): unknown => cause;
  return { ...change, causes: causes.map(bare), others: others.map(bare) };
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

/** A cluster, and what is known of it before its pools are looked at. */
interface ClusterComparison {
  cluster: string;
  environment: string;
  moved: Pick<PlanEntry, 'from'>;
  sides: { before: ClusterSide | undefined; after: ClusterSide | undefined };
  running: RunningCluster | undefined;
  orders: readonly DeliveryOrder[];
}

/** Gives the entry of a pool's change, without clusters, and a key that is the same where another cluster has the same entry. */
function createEntries({
  after,
  at,
  countNodes,
  priceOf,
}: PlanInput): (
  comparison: ClusterComparison,
  declared: PoolChange,
) => { key: string; make: () => PlanEntry } {
  const holdups = createHoldups(after);
  const instancesOf = priceOf && createInstancesChange(priceOf);
  const syncDelaysOf = createSyncDelays(after.fleet);
  return ({ cluster, environment, moved, sides, running, orders }, declared) => {
    const ofPool = running?.pools.get(declared.pool);
    const arriving = withRunning(declared, ofPool);
    const change = withDelivery(arriving, orders);
    const count = ofPool?.schedule ?? counted(countNodes?.(change.pool));
    const instances = instancesOf?.(change.pool, sides);
    // What never arrives has no schedule.
    const pools = rolls(change) && change === arriving ? poolsOf(sides, change.pool) : undefined;
    const syncDelays = pools ? syncDelaysOf(environment, cluster) : [];
    const budgets = pools?.after.spec.disruption;
    return {
      key: jsonText([
        environment,
        moved,
        withoutPlaces(change),
        budgets,
        count,
        ofPool?.nodes,
        instances,
        syncDelays,
      ]),
      make: () => ({
        environment,
        ...moved,
        clusters: [],
        change,
        ...(pools
          ? { schedule: scheduleOf(pools, at, count, { holdups: holdups(pools.before), syncDelays }) }
          : {}),
        ...(instances ? { instances } : {}),
        ...(ofPool ? { nodes: ofPool.nodes } : {}),
      }),
    };
  };
}

/** Whether nodes are replaced one after another, as budgets allow. */
function rolls({ effect }: PoolChange): boolean {
  return effect === 'all' || effect === 'some' || effect === 'unknown' || effect === 'stalls';
}

function counted(nodes: number | undefined): NodeCount | undefined {
  return nodes === undefined ? undefined : { nodes };
}

/** A pool on both sides. */
function poolsOf(
  { before, after }: { before: ClusterSide | undefined; after: ClusterSide | undefined },
  pool: string,
): { before: Pool; after: Pool } | undefined {
  const [old, now] = [before?.pools.get(pool), after?.pools.get(pool)];
  return old && now && { before: old, after: now };
}

/** The workloads of the fleet that hold up a roll of a pool. */
function createHoldups({ fleet }: RevisionState): (pool: Pool) => Holdup[] {
  const { workloads, spec } = fleet;
  const { wellKnown } = rulesFor({ karpenter: spec.karpenter, provider: 'aws' });
  const pods = workloads.flatMap(podsOf);
  return (pool) => holdupsOf(pool, { workloads, pods, wellKnown });
}
