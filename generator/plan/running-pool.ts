import { type Effect, type PoolChange, worst } from './change.ts';
import type { ClusterSide } from './cluster-side.ts';
import { differences } from './differences.ts';
import type { DriftReason } from './nodes/reason.ts';
import type { RunningState } from './nodes/state.ts';
import { nodeVerdicts, type PoolVerdict } from './nodes/verdicts.ts';
import type { NodeCount } from './schedule.ts';

/** What happens to a node. */
export interface PlannedNode {
  name: string;
  fate: 'replaced' | 'deleted' | 'leaving' | 'unknown' | 'stays';
  reason?: DriftReason;
  /** Drifted before the change arrives. */
  already?: true;
  /** What the result depends on, such as `spec.subnetSelectorTerms`. */
  field?: string;
  /** Its pods, in the form `namespace/name`, that keep it from being replaced. */
  heldBy?: string[];
}

/** What is running of a pool in one cluster, and what happens to each node. */
export interface RunningPool {
  /** The nodes that budgets count. */
  count: number;
  nodes: PlannedNode[];
  schedule: NodeCount;
}

/** What is running in a cluster, pool by pool, and the objects that are different there from what git has. */
export interface RunningCluster {
  pools: ReadonlyMap<string, RunningPool>;
  /** Such as `NodePool/general`, with the first fields that differ; without fields where one side lacks the object. */
  outOfSync: { object: string; fields: string[] }[];
}

/** How many differing fields of an object are listed. */
const MOST_FIELDS = 3;

const EMPTY = { karpenter: '', kubernetes: undefined, objects: new Map() };

/** What a change does to the nodes that a cluster runs. */
export function runningCluster(
  state: RunningState,
  { before, after }: { before: ClusterSide | undefined; after: ClusterSide | undefined },
): RunningCluster {
  const { pools, outOfSync } = nodeVerdicts(state, { before: before ?? EMPTY, after: after ?? EMPTY });
  return {
    pools: new Map(pools.map((pool) => [pool.pool, runningPool(pool)])),
    outOfSync: outOfSync.map(({ object, git, cluster }) => ({
      object,
      fields:
        git && cluster
          ? differences(git, cluster)
              .slice(0, MOST_FIELDS)
              .map(({ label }) => `spec.${label}`)
          : [],
    })),
  };
}

function runningPool({ count, usage, verdicts }: PoolVerdict): RunningPool {
  const nodes = verdicts.map(
    ({ node, fate }): PlannedNode => ({
      name: node.name,
      fate: fate.kind,
      ...(fate.kind === 'replaced' ? { reason: fate.reason } : {}),
      ...(fate.kind === 'replaced' && fate.already ? { already: true as const } : {}),
      ...(fate.kind === 'unknown' ? { field: fate.field } : {}),
      ...(node.blocks.length > 0 ? { heldBy: node.blocks.map(({ pod }) => pod) } : {}),
    }),
  );
  // Without a grace period of its own, a node stays as long as its pods hold it up.
  const held = verdicts.filter(
    ({ node, fate }) =>
      fate.kind === 'replaced' && node.blocks.length > 0 && node.terminationGracePeriodMs === undefined,
  ).length;
  const drifted = nodes.filter(({ fate }) => fate === 'replaced' || fate === 'unknown').length - held;
  const unavailable = verdicts.filter(({ node }) => node.isDeleting || !node.isReady).length;
  return { count, nodes, schedule: { nodes: count, drifted: Math.min(drifted, count), unavailable, usage } };
}

/** The change as it is for the nodes that are running: what depends on them is decided where they show it. */
export function withRunning(change: PoolChange, running: RunningPool | undefined): PoolChange {
  if (!running || !['all', 'some', 'unknown', 'stalls'].includes(change.effect)) return change;
  const effect = effectOn(running);
  if (change.effect !== 'stalls') return { ...change, effect };
  return effect === 'all' || effect === 'some' || effect === 'unknown'
    ? { ...change, rolls: effect }
    : { ...withoutStall(change), effect };
}

function effectOn({ nodes }: RunningPool): Effect {
  const count = (fate: PlannedNode['fate']): number => nodes.filter((node) => node.fate === fate).length;
  const [replaced, unknown, stays] = [count('replaced'), count('unknown'), count('stays')];
  const effects: Effect[] = [
    replaced === 0 ? 'new-nodes' : unknown + stays === 0 ? 'all' : 'some',
    unknown === 0 ? 'new-nodes' : 'unknown',
  ];
  return worst(effects);
}

function withoutStall({ stall: _stall, rolls: _rolls, ...change }: PoolChange): PoolChange {
  return change;
}
