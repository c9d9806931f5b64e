import type { PoolChange } from './change.ts';
import type { InstancesChange } from './instances-change.ts';
import type { PlannedNode } from './running-pool.ts';
import type { Schedule } from './schedule.ts';

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
