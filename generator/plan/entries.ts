import { rulesFor } from '../check/karpenter/rules.ts';
import type { RevisionState } from '../check/update/revision.ts';
import type { PriceOf } from '../instances/cost/price-file.ts';
import { jsonText } from '../instances/objects/json-text.ts';
import { podsOf } from '../instances/objects/pods.ts';
import type { Pool } from '../instances/objects/pool.ts';
import { type PoolChange, withoutPlaces } from './change.ts';
import type { ClusterSide } from './cluster-side.ts';
import type { ClusterComparison } from './compare.ts';
import { createSyncDelays } from './delivery/argocd-rolling.ts';
import { withDelivery } from './delivery/delivery.ts';
import type { DeliveryOrder } from './delivery/order.ts';
import type { PlanEntry } from './entry.ts';
import { createInstancesChange } from './instances-change.ts';
import { type Holdup, holdupsOf } from './rollout/holdups.ts';
import { type RunningCluster, withRunning } from './running-pool.ts';
import { type NodeCount, scheduleOf } from './schedule.ts';
import { withStall } from './stall.ts';

/** A comparison with what is known of the cluster besides it. */
export interface KnownCluster {
  comparison: ClusterComparison;
  running: RunningCluster | undefined;
  orders: readonly DeliveryOrder[];
}

export interface EntriesInput {
  after: RevisionState;
  /** The time from which on budgets count, milliseconds since 1970. */
  at: number;
  countNodes?(pool: string): number | undefined;
  priceOf?: PriceOf;
}

/** Gives the entry of a pool's change, without clusters, and a key that is the same where another cluster has the same entry. */
export function createEntries({
  after,
  at,
  countNodes,
  priceOf,
}: EntriesInput): (known: KnownCluster, change: PoolChange) => { key: string; make: () => PlanEntry } {
  const holdups = createHoldups(after);
  const instancesOf = priceOf && createInstancesChange(priceOf);
  const syncDelaysOf = createSyncDelays(after.fleet);
  return ({ comparison, running, orders }, compared) => {
    const { cluster, environment, from, sides } = comparison;
    const moved = from === undefined ? {} : { from };
    const { pool } = compared;
    const ofPool = running?.pools.get(pool);
    const arriving = withRunning(withStall(compared, sides.after?.pools.get(pool), at), ofPool);
    const change = withDelivery(arriving, orders);
    const count = ofPool?.schedule ?? counted(countNodes?.(pool));
    const instances = isKept(change, sides.after) ? undefined : instancesOf?.(pool, sides);
    // What never arrives has no schedule.
    const pools = rolls(change) && change === arriving ? poolsOf(sides, pool) : undefined;
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

/** Whether a pool that is no longer declared stays in the cluster, with all that it launches. */
function isKept({ pool, effect }: PoolChange, after: ClusterSide | undefined): boolean {
  return effect !== 'deleted' && !after?.pools.has(pool);
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
