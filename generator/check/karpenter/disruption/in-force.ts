import { nextHit } from '../cron.ts';
import type { Budget } from './budget.ts';

/** Whether Karpenter cannot apply a budget, and therefore blocks the pool. */
export function isUnreadable(budget: Budget): boolean {
  return budget.limit === undefined || hasUnreadableSchedule(budget);
}

/** Whether a budget has a schedule that cannot be read, which blocks every reason at all times. */
export function hasUnreadableSchedule({ cron }: Budget): boolean {
  return cron !== undefined && 'error' in cron;
}

/**
 * Whether a budget is in force: always without a schedule, else from each hit, inclusive, until its duration has passed. A schedule that
 * never hits, as 31 February, is in force always: robfig/cron gives the zero time for it, which is in the past (IsActive).
 */
export function isInForce({ cron, durationMs }: Budget, time: number): boolean {
  if (cron === undefined && durationMs === undefined) return true;
  if (cron === undefined || durationMs === undefined || 'error' in cron) return false;
  const hit = nextHit(cron, time - durationMs);
  return hit === undefined || hit <= time;
}
