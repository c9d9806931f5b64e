import { nextHit } from '../../karpenter/cron.ts';
import { scheduleOf, type WrittenBudget } from '../../karpenter/disruption/budget.ts';
import { budgetPath, budgetsOf } from '../budget.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  code: 'budget-always-active',
  severity: 'warning',
  what: 'A budget’s `duration` is at least as long as the longest time between two hits of its `schedule`.',
  why: 'Each window begins before the one before has ended. A budget of `0` then stops consolidation and drift for good, and not in the hours that the schedule names.',
  help: 'Shorten the duration, or drop the schedule and the duration if the budget is meant to hold always.',
  bad: 'budgets:\n  - { nodes: "0", schedule: "@daily", duration: 24h }',
  good: 'budgets:\n  - { nodes: "0", schedule: "@daily", duration: 8h }',
  find: ({ pools }) =>
    pools.flatMap((pool) =>
      budgetsOf(pool)
        .filter(isAlwaysActive)
        .map((budget) => ({
          object: pool.title,
          path: budgetPath(budget, 'duration'),
          message:
            'This budget is always in force, since each of its windows lasts until the next one begins',
          help: 'Shorten the duration, or leave schedule and duration out',
        })),
    ),
});

// Any time would do; a fixed one makes the answer the same every time.
const origin = Date.UTC(2026, 0, 1);
// More than a year of a daily schedule: a gap that comes later is not looked for.
const looked = 400;

function isAlwaysActive(budget: WrittenBudget): boolean {
  const { durationMs } = budget;
  const cron = scheduleOf(budget);
  if (cron === undefined || durationMs === undefined || durationMs === 0) return false;
  let last = nextHit(cron, origin);
  for (let n = 0; n < looked && last !== undefined; n++) {
    const next = nextHit(cron, last);
    if (next === undefined || next - last > durationMs) return false;
    last = next;
  }
  return last !== undefined;
}
