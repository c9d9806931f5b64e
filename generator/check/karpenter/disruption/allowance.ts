import { nextHit } from '../cron.ts';
import { allowedBy, type Budget, type DisruptionReason, limitsReason } from './budget.ts';

/**
 * How many nodes of a pool may be disrupted at once for a reason, before those already deleting or not ready are subtracted; Infinity where no
 * budget in force limits the reason. A schedule or limit that cannot be read, even of a budget for another reason, blocks every reason (core
 * v1.15.0, pkg/apis/v1/nodepool.go, GetAllowedDisruptionsByReason).
 * @param nodes the initialized nodes of the pool that are not terminating
 * @param time milliseconds since 1970
 */
export function allowedDisruptions(
  budgets: readonly Budget[],
  reason: DisruptionReason,
  nodes: number,
  time: number,
): number {
  let allowed = Number.POSITIVE_INFINITY;
  for (const budget of budgets) {
    if (hasUnreadableSchedule(budget)) return 0;
    if (!isInForce(budget, time)) continue;
    if (budget.limit === undefined) return 0;
    if (limitsReason(budget, reason)) allowed = Math.min(allowed, allowedBy(budget.limit, nodes));
  }
  return allowed;
}

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
