import type { Pod } from '../objects/pods.ts';
import type { Pool } from '../objects/pool.ts';
import { untolerated } from '../objects/taint.ts';
import { flatten, type Labels, labelMisfit } from '../requirements/label-misfit.ts';
import type { Requirement } from '../requirements/requirement.ts';
import type { InstanceType } from '../types/instance-types.ts';
import { satisfies } from '../types/instance-types.ts';

/** What the DaemonSets of a cluster request on a node of a type, by resource. */
export type Overhead = (type: InstanceType) => ReadonlyMap<string, number>;

/** A DaemonSet's pod that runs on nodes of a pool, and what it requires of the node: one of these. */
interface Daemon {
  requests: ReadonlyMap<string, number>;
  alternatives: readonly ReadonlyMap<string, Requirement>[];
}

const none: ReadonlyMap<string, number> = new Map();
const known = new WeakMap<readonly Pod[], WeakMap<Pool, Overhead>>();

/** Whether a pod belongs to a DaemonSet: Karpenter launches no node for it, and leaves room for it on those it launches. */
export function isDaemon({ kind }: Pod): boolean {
  return kind === 'DaemonSet';
}

/**
 * What the DaemonSets among the pods take of each node of a pool: core v1.15.0,
 * pkg/controllers/provisioning/scheduling/scheduler.go, buildDaemonOverheadGroups.
 */
export function overheadOf(pods: readonly Pod[], pool: Pool, cluster: Labels): Overhead {
  const byPool = known.get(pods) ?? new WeakMap<Pool, Overhead>();
  known.set(pods, byPool);
  const made = byPool.get(pool) ?? makeOverhead(pods, pool, cluster);
  byPool.set(pool, made);
  return made;
}

function makeOverhead(pods: readonly Pod[], pool: Pool, cluster: Labels): Overhead {
  const daemons = pods.filter(isDaemon).flatMap((pod) => daemonOf(pod, pool, cluster));
  if (daemons.length === 0) return () => none;
  const byType = new Map<InstanceType, ReadonlyMap<string, number>>();
  return (type) => {
    const made = byType.get(type) ?? totalOn(type, daemons);
    byType.set(type, made);
    return made;
  };
}

function daemonOf({ tolerations, alternatives, requests }: Pod, pool: Pool, cluster: Labels): Daemon[] {
  if (untolerated(pool.taints, tolerations) !== undefined) return [];
  const possible = alternatives
    .map(flatten)
    .filter((wanted) => labelMisfit(wanted, pool, cluster) === undefined);
  return possible.length === 0 ? [] : [{ requests, alternatives: possible }];
}

function totalOn(type: InstanceType, daemons: readonly Daemon[]): ReadonlyMap<string, number> {
  const total = new Map<string, number>();
  for (const { requests, alternatives } of daemons) {
    if (!alternatives.some((wanted) => satisfies(type, wanted))) continue;
    for (const [resource, amount] of requests) total.set(resource, (total.get(resource) ?? 0) + amount);
  }
  return total;
}
