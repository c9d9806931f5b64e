import type { ValueObject } from '@kustomize-ts/core';
import { appliedBudgets, type DisruptionReason } from '../../check/karpenter/disruption/budget.ts';
import type { AllowedSpan } from './allowed.ts';
import { allowedUnder, limitSpans, searchAhead } from './limits.ts';

const HOUR = 3_600_000;

/** What the budgets of a pool allow for one reason over some days; times are milliseconds since 1970. */
export interface BudgetCalendar {
  from: number;
  days: number;
  /** From `from` on, without gaps, to a day after the last one: a local day can be 25 hours long. */
  spans: readonly AllowedSpan[];
  /** What is allowed at `from`. */
  now: number;
  /** The first time from `from` on at which no node may go; undefined where that never comes within `searchAhead`. */
  nextNothing: number | undefined;
  /** The first time at which all nodes may go at once: there is no limit, or one of at least all nodes. */
  nextEverything: number | undefined;
  /** The first time at which some node may go. */
  nextAnything: number | undefined;
}

export interface CalendarOptions {
  /** The initialized nodes of the pool that are not terminating. */
  nodes: number;
  from: number;
  /** Default 14. */
  days?: number;
}

/**
 * The calendar of a NodePool's budgets for a reason. Nodes that are already deleting or not ready use up what is allowed, which is not
 * subtracted here.
 * @param spec the NodePool's `spec`
 */
export function budgetCalendar(
  spec: ValueObject,
  reason: DisruptionReason,
  { nodes, from, days = 14 }: CalendarOptions,
): BudgetCalendar {
  const budgets = appliedBudgets(spec);
  const shown = from + (days + 1) * 24 * HOUR;
  const searched = from + searchAhead(budgets);
  const calendar: BudgetCalendar = {
    from,
    days,
    spans: [],
    now: Number.POSITIVE_INFINITY,
    nextNothing: undefined,
    nextEverything: undefined,
    nextAnything: undefined,
  };
  const spans: AllowedSpan[] = [];
  for (const { start, end, limits } of limitSpans(budgets, reason, from)) {
    if (start >= shown && (start >= searched || isComplete(calendar))) break;
    const allowed = allowedUnder(limits, nodes);
    if (start < shown) append(spans, { start, end: Math.min(end, shown), allowed });
    if (allowed === 0) calendar.nextNothing ??= start;
    else calendar.nextAnything ??= start;
    if (allowed >= nodes && allowed > 0) calendar.nextEverything ??= start;
    if (end === Number.POSITIVE_INFINITY) break;
  }
  return {
    ...calendar,
    spans,
    now: spans[0]?.allowed ?? calendar.now,
  };
}

function isComplete({ nextNothing, nextEverything, nextAnything }: BudgetCalendar): boolean {
  return nextNothing !== undefined && nextEverything !== undefined && nextAnything !== undefined;
}

/** Lengthens the last span where the next allows the same. */
function append(spans: AllowedSpan[], next: AllowedSpan): void {
  const last = spans.at(-1);
  if (last?.allowed === next.allowed) last.end = next.end;
  else spans.push(next);
}
