import type { ValueObject } from '@kustomize-ts/core';
import { appliedBudgets } from '../check/karpenter/disruption/budget.ts';
import { objectAt, own, stringAt } from '../instances/objects/fields.ts';
import type { Pool } from '../instances/objects/pool.ts';
import { type BudgetCalendar, budgetCalendar } from './rollout/calendar.ts';
import { drainTimes, headroomOf } from './rollout/drain.ts';
import { expiryEcho, type TimeSpan } from './rollout/expiry.ts';
import type { Holdup } from './rollout/holdups.ts';
import { type Roll, simulateRoll } from './rollout/roll.ts';
import { HORIZON } from './stall.ts';

/** How many nodes a pool has. */
export interface NodeCount {
  nodes: number;
  /** How many of them the change replaces; all of them without it. */
  drifted?: number;
  /** How many are already deleting or not ready, which uses up budgets. */
  unavailable?: number;
  /** The pool's `status.resources`, if the state of the cluster was read. */
  usage?: ValueObject;
}

/** The assumed size of a pool. */
export const ASSUMED_NODES = 10;

/** When the nodes of a pool are replaced, and how many at once. Times are milliseconds since 1970. */
export interface Schedule {
  nodes: number;
  /** Whether the number of nodes is assumed. */
  isAssumed: boolean;
  calendar: BudgetCalendar;
  roll: Roll;
  /** When the nodes of the roll expire together again. */
  expiry: TimeSpan | undefined;
  /** The fleet's workloads that keep their node from being replaced. */
  holdups: readonly Holdup[];
  /** Why the sync of a cluster, from which times count, may come later than `from`; empty where it comes with the commit. */
  syncDelays: readonly string[];
  /** The time of the sync that the times are shown for. */
  from: number;
}

/**
 * The schedule of a roll.
 * @param before the NodePool that made the nodes
 * @param after the one whose budgets count
 */
export function scheduleOf(
  { before, after }: { before: Pick<Pool, 'spec'>; after: Pick<Pool, 'spec'> },
  at: number,
  count: NodeCount | undefined,
  { holdups, syncDelays }: Pick<Schedule, 'holdups' | 'syncDelays'>,
): Schedule {
  const { spec } = after;
  const { nodes, drifted, unavailable, usage } = count ?? { nodes: ASSUMED_NODES };
  const roll = simulateRoll({
    budgets: appliedBudgets(spec),
    nodes,
    ...(drifted === undefined ? {} : { drifted }),
    ...(unavailable === undefined ? {} : { unavailable }),
    at,
    drain: drainTimes(objectAt(before.spec, 'template')),
    headroom: headroomOf(spec, nodes, usage),
    isStatic: own(spec, 'replicas') !== undefined,
  });
  const template = objectAt(objectAt(spec, 'template'), 'spec');
  return {
    nodes,
    isAssumed: count === undefined,
    calendar: budgetCalendar(spec, 'Drifted', { nodes, from: at, days: HORIZON }),
    roll,
    expiry: expiryEcho(roll.waves, stringAt(template, 'expireAfter')),
    holdups,
    syncDelays,
    from: at,
  };
}
