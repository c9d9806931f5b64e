import {
  allowedBy,
  type Budget,
  type DisruptionReason,
  limitsReason,
  type NodeLimit,
} from '../../check/karpenter/disruption/budget.ts';
import { calendar } from '../../check/karpenter/disruption/calendar.ts';
import { hasUnreadableSchedule } from '../../check/karpenter/disruption/in-force.ts';

const DAY = 86_400_000;
const BLOCKED: readonly NodeLimit[] = [{ count: 0 }];

/** The limits on a reason from `start`, inclusive, to `end`; milliseconds since 1970. */
export interface LimitSpan {
  start: number;
  /** Infinity where nothing changes any more. */
  end: number;
  limits: readonly NodeLimit[];
}

/**
 * The spans in which the same limits apply to a reason, from `from` on, two weeks worked out at a time. A budget that cannot be read
 * blocks every reason (core v1.15.0, pkg/apis/v1/nodepool.go, GetAllowedDisruptionsByReason).
 */
export function* limitSpans(
  budgets: readonly Budget[],
  reason: DisruptionReason,
  from: number,
): Generator<LimitSpan, never> {
  if (budgets.some(hasUnreadableSchedule))
    yield { start: from, end: Number.POSITIVE_INFINITY, limits: BLOCKED };
  const changes = budgets.some(({ cron }) => cron !== undefined);
  for (let start = from; ; start += 14 * DAY) {
    for (const span of calendar(budgets, start, start + 14 * DAY)) {
      const end = changes ? span.end : Number.POSITIVE_INFINITY;
      yield { start: span.start, end, limits: limitsOf(span.inForce, reason) };
    }
  }
}

function limitsOf(inForce: readonly Budget[], reason: DisruptionReason): readonly NodeLimit[] {
  if (inForce.some(({ limit }) => limit === undefined)) return BLOCKED;
  return inForce.flatMap((budget) => (budget.limit && limitsReason(budget, reason) ? budget.limit : []));
}

/** The nodes that may be disrupted at once under some limits, in a pool of `nodes` nodes; Infinity without limits. */
export function allowedUnder(limits: readonly NodeLimit[], nodes: number): number {
  return limits.reduce((least, limit) => Math.min(least, allowedBy(limit, nodes)), Number.POSITIVE_INFINITY);
}

/**
 * How far ahead to look for a window, in milliseconds: what repeats every week has shown all of it after a week and its longest window. A
 * schedule with days of the month or months has a year.
 */
export function searchAhead(budgets: readonly Budget[]): number {
  let longest = 0;
  for (const { cron, durationMs } of budgets) {
    longest = Math.max(longest, durationMs ?? 0);
    if (cron === undefined || 'error' in cron || 'everySeconds' in cron) continue;
    if (!cron.day.star || cron.month.hits.filter(Boolean).length < 12) return 366 * DAY;
  }
  return 14 * DAY + longest;
}
