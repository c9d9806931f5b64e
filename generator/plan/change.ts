import type { Value } from '@kustomize-ts/core';
import type { Location } from '../diagnostics/diagnostic.ts';
import type { DriftReason } from './nodes/reason.ts';

/**
 * What a change does to the running nodes of a pool, the worst first: they are deleted at once without
 * replacement; they should be replaced but never are; all or some are replaced; it depends on what is running;
 * they keep settings that the change should replace; only nodes launched from now on are affected; nothing.
 */
export const EFFECTS = [
  'deleted',
  'stalls',
  'all',
  'some',
  'unknown',
  'absorbed',
  'new-nodes',
  'none',
] as const;

export type Effect = (typeof EFFECTS)[number];

/** One difference of what a cluster gets, and what it does to running nodes. */
export interface Cause {
  effect: Effect;
  reason?: DriftReason;
  /** Such as `EC2NodeClass/gpu`. */
  object: string;
  /** Such as `spec.template.spec.taints`; empty for the object as a whole. */
  field: string;
  /** As fleet.yaml declares them, with `${NAME}` where clusters differ; absent where the field is. */
  before?: Value;
  after?: Value;
  /** Which nodes, where it is not all of them: `nodes of m5, r5`. */
  nodes?: string;
  /** A note for people, one sentence without a full stop. */
  note?: string;
  /** Whether it happens only once a person confirms it. */
  needsPerson?: true;
  /** Where the fleet declares it. */
  at?: Location;
  /** Where the base declared it, where that is gone. */
  was?: Location;
}

/** What a change does to a pool of one cluster. */
export interface PoolChange {
  pool: string;
  effect: Effect;
  /** What a pool that stalls would do if it could. */
  rolls?: 'all' | 'some' | 'unknown';
  /** Why a pool that stalls cannot replace its nodes. */
  stall?: string;
  /** The pool that this one becomes, or came from, where one of the same content takes its place. */
  renamed?: { from: string } | { to: string };
  /** What has that effect, the worst first. */
  causes: Cause[];
  /** What else changes, without effect on running nodes. */
  others: Cause[];
}

/** Orders by effect, the worst first. */
export function byEffect(a: { effect: Effect }, b: { effect: Effect }): number {
  return EFFECTS.indexOf(a.effect) - EFFECTS.indexOf(b.effect);
}

/** The worst of some effects. */
export function worst(effects: readonly Effect[]): Effect {
  return EFFECTS.find((effect) => effects.includes(effect)) ?? 'none';
}

/** True where nodes that run now are replaced, deleted, or may be. */
export function touchesNodes(effect: Effect): boolean {
  return EFFECTS.indexOf(effect) <= EFFECTS.indexOf('unknown');
}

/** A change by what it does, for comparisons: on which lines clusters declare it makes no difference. */
export function withoutPlaces({ causes, others, ...change }: PoolChange): unknown {
  const bare = ({ at: _, was: __, ...cause }: Cause): unknown => cause;
  return { ...change, causes: causes.map(bare), others: others.map(bare) };
}
