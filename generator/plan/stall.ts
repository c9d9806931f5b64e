import { appliedBudgets } from '../check/karpenter/disruption/budget.ts';
import { hoursByReason } from '../check/karpenter/disruption/calendar.ts';
import { objectAt, own } from '../instances/objects/fields.ts';
import type { Pool } from '../instances/objects/pool.ts';
import type { PoolChange } from './change.ts';

const DAY = 86_400_000;
/** How far ahead budgets are looked at, in days. */
export const HORIZON = 14;

/**
 * The change as the budgets and limits of the pool allow it: what should roll and cannot stalls.
 * @param pool after the change
 * @param at the time from which on budgets count, milliseconds since 1970
 */
export function withStall(change: PoolChange, pool: Pool | undefined, at: number): PoolChange {
  const { effect } = change;
  if (!pool || (effect !== 'all' && effect !== 'some' && effect !== 'unknown')) return change;
  const stall = stallOf(pool, at);
  return stall === undefined ? change : { ...change, effect: 'stalls', rolls: effect, stall };
}

/**
 * Why a pool's drifted nodes are never replaced; undefined where they can be.
 * @param at milliseconds since 1970
 */
function stallOf({ spec }: Pool, at: number): string | undefined {
  const { unlimited, limited } = hoursByReason(appliedBudgets(spec), at, at + HORIZON * DAY).Drifted;
  if (unlimited + limited === 0) return `the budgets allow no replacement in the next ${HORIZON} days`;
  const replicas = own(spec, 'replicas');
  const most = own(objectAt(spec, 'limits'), 'nodes');
  if (replicas !== undefined && most !== undefined && Number(most) <= Number(replicas))
    return 'limits.nodes leaves no room for a node besides the replicas, and a static pool launches the replacement first';
  return undefined;
}
