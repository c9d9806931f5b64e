import { objectAt } from '../../instances/objects/fields.ts';
import type { Pool } from '../../instances/objects/pool.ts';
import { nextHit } from '../karpenter/cron.ts';
import {
  type Budget,
  scheduleOf,
  type WrittenBudget,
  writtenBudgets,
} from '../karpenter/disruption/budget.ts';
import { hoursByReason } from '../karpenter/disruption/calendar.ts';
import { isUnreadable } from '../karpenter/disruption/in-force.ts';

const read = new WeakMap<Pool, readonly WrittenBudget[]>();

/** The budgets that a NodePool writes; the CRD's default is not among them. */
export function budgetsOf(pool: Pool): readonly WrittenBudget[] {
  const known = read.get(pool) ?? writtenBudgets(objectAt(pool.spec, 'disruption'));
  read.set(pool, known);
  return known;
}

/** The path of a budget's field. */
export function budgetPath({ index }: WrittenBudget, field?: string): (string | number)[] {
  return ['spec', 'disruption', 'budgets', index, ...(field === undefined ? [] : [field])];
}

/** A Monday; schedules of a day or a week repeat from it. Any would do; a fixed one makes the answer the same every time. */
export const SAMPLE_START = Date.UTC(2026, 0, 5);
export const WEEK = 7 * 24 * 3_600_000;

/** Whether Karpenter can apply all of the budgets; where it cannot, or the API server rejects one, that is a finding of its own. */
export function areReadable(budgets: readonly Budget[]): boolean {
  return !budgets.some((budget) => isUnreadable(budget) || isHalfScheduled(budget));
}

function isHalfScheduled({ schedule, durationMs }: Budget): boolean {
  return (schedule === undefined) !== (durationMs === undefined);
}

/** Whether what a budget does in one week it does in every week: it has no schedule, or one of hours and weekdays. */
export function isWeekly({ schedule, cron }: Budget): boolean {
  if (schedule === undefined) return true;
  return cron !== undefined && 'month' in cron && cron.month.star && cron.day.star;
}

// More than a year of a daily schedule: a gap that comes later is not looked for.
const looked = 400;

/** Whether the schedule of a budget ever starts a window; true without one. Karpenter looks five years ahead. */
export function hitsEver(budget: Budget): boolean {
  const cron = scheduleOf(budget);
  return cron === undefined || nextHit(cron, SAMPLE_START) !== undefined;
}

/** Whether each window of a scheduled budget lasts until the next one begins, or its schedule never comes, which counts as in force. */
export function isAlwaysInForce(budget: Budget): boolean {
  const { durationMs } = budget;
  const cron = scheduleOf(budget);
  if (cron === undefined || durationMs === undefined) return false;
  if (!hitsEver(budget)) return true;
  if (durationMs === 0) return false;
  let last = nextHit(cron, SAMPLE_START);
  for (let n = 0; n < looked && last !== undefined; n++) {
    const next = nextHit(cron, last);
    if (next === undefined || next - last > durationMs) return false;
    last = next;
  }
  return last !== undefined;
}

/** Whether a budget allows no node while it is in force. */
export function isZero({ limit }: Budget): boolean {
  return limit !== undefined && Object.values(limit).includes(0);
}

/** Whether a budget allows no node to be replaced because it drifted, while it is in force. */
export function blocksDrift(budget: Budget): boolean {
  return isZero(budget) && (budget.reasons?.includes('Drifted') ?? true);
}

/** Whether scheduled budgets that block drift, none of them at all hours, together leave no hour of the week. */
export function leaveNoHour(budgets: readonly Budget[]): boolean {
  const blocking = budgets.filter((budget) => blocksDrift(budget) && isWeekly(budget));
  const isAlways = (budget: Budget): boolean => budget.schedule === undefined || isAlwaysInForce(budget);
  if (blocking.length < 2 || !areReadable(budgets) || blocking.some(isAlways)) return false;
  const { unlimited, limited } = hoursByReason(blocking, SAMPLE_START, SAMPLE_START + WEEK).Drifted;
  return unlimited + limited === 0;
}
