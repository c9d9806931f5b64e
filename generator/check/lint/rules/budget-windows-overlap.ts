import { nextHit } from '../../karpenter/cron.ts';
import { scheduleOf, type WrittenBudget } from '../../karpenter/disruption/budget.ts';
import { budgetPath, budgetsOf, isAlwaysInForce, SAMPLE_START, WEEK } from '../budget.ts';
import { defineRule, type Fault } from '../rule.ts';

const HOUR = 3_600_000;

/** core v1.15.0, pkg/apis/v1/nodepool.go, IsActive: each hit of the schedule starts a window of its own. */
export const rule = defineRule({
  code: 'budget-windows-overlap',
  severity: 'warning',
  impact: 'disruption',
  what: 'The `schedule` of a budget starts a window before the last one has ended, so the budget is active for longer than its `duration`.',
  why: 'Each time that the schedule names starts a window of the whole duration. `0 9-17 * * *` with 8h is active from 09:00 until 01:00, eight hours after the last start, not until 17:00.',
  help: 'Let the schedule name only the first hour, such as `0 9 * * mon-fri`, and the duration cover the rest.',
  bad: '# fleet.yaml: spec.pools.general.nodePool\ntemplate: { spec: { expireAfter: Never } }\ndisruption:\n  budgets:\n    - { nodes: "0", schedule: "0 9-17 * * mon-fri", duration: 8h }\n    - { nodes: 10% }',
  good: '# fleet.yaml: spec.pools.general.nodePool\ntemplate: { spec: { expireAfter: Never } }\ndisruption:\n  budgets:\n    - { nodes: "0", schedule: "0 9 * * mon-fri", duration: 8h }\n    - { nodes: 10% }',
  find: ({ pools }) =>
    pools.flatMap((pool) => budgetsOf(pool).flatMap((budget) => faultsOf(pool.title, budget))),
});

function faultsOf(object: string, budget: WrittenBudget): Fault[] {
  // One that leaves no gap at all is a finding of its own.
  const window = isAlwaysInForce(budget) ? undefined : mergedWindow(budget);
  if (window === undefined) return [];
  const hours = Math.round(((window.end - window.start) / HOUR) * 10) / 10;
  return [
    {
      object,
      path: budgetPath(budget, 'schedule'),
      message: `This schedule starts a window ${window.starts} times in a row before the last one has ended, so the budget is active for ${hours} hours, from ${timeOf(window.start)} to ${timeOf(window.end)} UTC`,
      help: 'Name only the first start, and let the duration cover the rest',
    },
  ];
}

/** The first window of a week that is made of several. */
function mergedWindow(budget: WrittenBudget): { start: number; end: number; starts: number } | undefined {
  const { durationMs = 0 } = budget;
  const cron = scheduleOf(budget);
  let start = cron && nextHit(cron, SAMPLE_START - 1);
  if (cron === undefined || durationMs === 0) return undefined;
  while (start !== undefined && start < SAMPLE_START + WEEK) {
    let last = start;
    let starts = 1;
    let next = nextHit(cron, last);
    for (; next !== undefined && next - last < durationMs; next = nextHit(cron, last)) {
      last = next;
      starts++;
    }
    if (starts > 1) return { start, end: last + durationMs, starts };
    start = next;
  }
  return undefined;
}

function timeOf(time: number): string {
  return new Date(time).toISOString().slice(11, 16);
}
