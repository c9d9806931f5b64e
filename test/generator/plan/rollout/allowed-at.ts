import type { Budget, DisruptionReason } from '../../../../generator/check/karpenter/disruption/budget.ts';
import { allowedUnder, limitSpans } from '../../../../generator/plan/rollout/limits.ts';

/** How many of a pool's nodes its budgets allow at once at a time, worked out from that time on. */
export function allowedAt(
  budgets: readonly Budget[],
  reason: DisruptionReason,
  nodes: number,
  time: number,
): number {
  return allowedUnder(limitSpans(budgets, reason, time).next().value.limits, nodes);
}
