import { nextHit } from '../cron.ts';
import { type Budget, DISRUPTION_REASONS, type DisruptionReason, limitsReason } from './budget.ts';
import { isInForce, isUnreadable } from './in-force.ts';

/** A span in which the same budgets are in force: from `start`, inclusive, to `end`; milliseconds since 1970. */
export interface Span {
  start: number;
  end: number;
  inForce: readonly Budget[];
}

/** Hours of some period, by what a pool's budgets allow for a reason. */
export interface ReasonHours {
  /** No budget limits the reason: all nodes may go at once. */
  unlimited: number;
  /** Some nodes may go at once. */
  limited: number;
  /** No node may go. */
  blocked: number;
}

/** The spans between two times, in order and without gaps; times are UTC, as Karpenter reads schedules. */
export function calendar(budgets: readonly Budget[], from: number, to: number): Span[] {
  const cuts = new Set([from, ...budgets.flatMap((budget) => changesOf(budget, from, to))]);
  const starts = [...cuts].toSorted((a, b) => a - b);
  return starts.map((start, i) => ({
    start,
    end: starts[i + 1] ?? to,
    inForce: budgets.filter((budget) => isInForce(budget, start)),
  }));
}

/** How many hours between two times each reason is unlimited, limited and blocked. */
export function hoursByReason(
  budgets: readonly Budget[],
  from: number,
  to: number,
): Record<DisruptionReason, ReasonHours> {
  const spans = calendar(budgets, from, to);
  const blocked = budgets.some(isUnreadable);
  const entries = DISRUPTION_REASONS.map((reason): [DisruptionReason, ReasonHours] => {
    const hours = { unlimited: 0, limited: 0, blocked: 0 };
    for (const { start, end, inForce } of spans)
      hours[blocked ? 'blocked' : stateOf(inForce, reason)] += (end - start) / 3_600_000;
    return [reason, hours];
  });
  return Object.fromEntries(entries) as Record<DisruptionReason, ReasonHours>;
}

/** What the budgets in force mean for a reason, whatever the number of nodes. */
export function stateOf(inForce: readonly Budget[], reason: DisruptionReason): keyof ReasonHours {
  const limits = inForce.filter((budget) => limitsReason(budget, reason)).map(({ limit }) => limit);
  if (limits.length === 0) return 'unlimited';
  return limits.some((limit) => limit && Object.values(limit).includes(0)) ? 'blocked' : 'limited';
}

/** The times between two others at which a budget comes into force or ends. */
function changesOf({ cron, durationMs }: Budget, from: number, to: number): number[] {
  // A distance such as `@every 1h` counts from the time in question, so it is in force always or never.
  if (cron === undefined || 'error' in cron || 'everySeconds' in cron || durationMs === undefined) return [];
  const changes: number[] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (let hit = nextHit(cron, from - durationMs); hit !== undefined && hit < to; hit = nextHit(cron, hit)) {
    if (hit > end) changes.push(end, hit);
    end = hit + durationMs;
  }
  return [...changes, end].filter((time) => time > from && time < to);
}
