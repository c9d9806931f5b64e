import type { ValueObject } from '@kustomize-ts/core';
import { objectAt, own, stringAt } from '../../instances/objects/fields.ts';
import { equal } from '../../load/merge.ts';
import { afterChange, type ClusterObjects } from './after.ts';
import { driftAfter } from './drift.ts';
import type { DriftReason } from './reason.ts';
import type { RunningNode, RunningState } from './state.ts';

/** What happens to a node. */
export type Fate =
  | { kind: 'stays' }
  /** Being deleted already, whatever changes. */
  | { kind: 'leaving' }
  /** `already` where Karpenter has marked it as drifted before the change. */
  | { kind: 'replaced'; reason: DriftReason; already: boolean }
  /** With its pool: at once, and without a replacement first. */
  | { kind: 'deleted' }
  /** Depends on what a field resolves to, as `spec.subnetSelectorTerms` of the node class. */
  | { kind: 'unknown'; field: string };

export interface NodeVerdict {
  node: RunningNode;
  fate: Fate;
}

export interface PoolVerdict {
  pool: string;
  /** The nodes that percentages of budgets count: initialized and not deleting. */
  count: number;
  /** False for a pool that git has neither before nor after the change. */
  isInGit: boolean;
  /** The pool's `status.resources`: what its nodes use of its limits. */
  usage: ValueObject;
  verdicts: NodeVerdict[];
}

/** An object whose spec in the cluster is not what git has for it before the change. */
export interface OutOfSync {
  /** Such as `NodePool/general`. */
  object: string;
  /** The spec that git has; undefined where git does not have the object. */
  git: ValueObject | undefined;
  /** The spec in the cluster; undefined where it lacks the object. */
  cluster: ValueObject | undefined;
}

export interface RunningVerdicts {
  /** By name: the pools of the cluster, and those that only nodes still refer to. */
  pools: PoolVerdict[];
  outOfSync: OutOfSync[];
}

/** What a change does to each node that is running. */
export function nodeVerdicts(
  state: RunningState,
  { before, after }: { before: ClusterObjects; after: ClusterObjects },
): RunningVerdicts {
  const names = new Set([...state.nodePools.keys(), ...state.nodes.map(({ pool }) => pool)]);
  const pools = [...names].sort().map((pool): PoolVerdict => {
    const title = `NodePool/${pool}`;
    const isInGit = before.objects.has(title) || after.objects.has(title);
    const nodes = state.nodes.filter((node) => node.pool === pool);
    const fateOf = isInGit ? fates(state, pool, before, after) : currentFate;
    const running = state.nodePools.get(pool) ?? {};
    return {
      pool,
      count: nodes.filter((node) => node.isInitialized && !node.isDeleting).length,
      isInGit,
      usage: objectAt(objectAt(running, 'status'), 'resources'),
      verdicts: nodes.map((node) => ({ node, fate: node.isDeleting ? { kind: 'leaving' } : fateOf(node) })),
    };
  });
  return { pools, outOfSync: outOfSync(state, before) };
}

/** What happens to the nodes of a pool that git has. */
function fates(
  state: RunningState,
  pool: string,
  before: ClusterObjects,
  after: ClusterObjects,
): (node: RunningNode) => Fate {
  const change = afterChange(state, pool, before, after);
  if (change === undefined) return () => ({ kind: 'deleted' });
  return (node) => {
    const drift = driftAfter(
      { nodePool: change.nodePool, nodeClass: change.nodeClass, nodeClaim: change.rehashed(node) },
      change.resolved,
    );
    if (drift && 'reason' in drift)
      return { kind: 'replaced', reason: drift.reason, already: node.drifted?.reason === drift.reason };
    const current = currentFate(node);
    if (current.kind === 'replaced' && change.keeps(current.reason)) return current;
    if (drift) return { kind: 'unknown', field: drift.undecided };
    return change.isUnhashed ? { kind: 'unknown', field: 'spec' } : { kind: 'stays' };
  };
}

/** What Karpenter has already decided. */
function currentFate({ drifted }: RunningNode): Fate {
  return drifted
    ? { kind: 'replaced', reason: drifted.reason as DriftReason, already: true }
    : { kind: 'stays' };
}

function outOfSync({ nodePools, nodeClasses }: RunningState, before: ClusterObjects): OutOfSync[] {
  const running = new Map([...titled('NodePool', nodePools), ...titled('EC2NodeClass', nodeClasses)]);
  const managed = [...before.objects].filter(([, object]) => isManaged(object));
  const titles = new Set([...running.keys(), ...managed.map(([title]) => title)]);
  return [...titles].sort().flatMap((object) => {
    const git = specOf(before.objects.get(object));
    const cluster = specOf(running.get(object));
    return equal(git, cluster) ? [] : [{ object, git, cluster }];
  });
}

function titled(kind: string, objects: ReadonlyMap<string, ValueObject>): [string, ValueObject][] {
  return [...objects].map(([name, object]) => [`${kind}/${name}`, object]);
}

function isManaged(object: ValueObject): boolean {
  return ['NodePool', 'EC2NodeClass'].includes(stringAt(object, 'kind') ?? '');
}

function specOf(object: ValueObject | undefined): ValueObject | undefined {
  return object && own(object, 'spec') !== undefined ? objectAt(object, 'spec') : undefined;
}
