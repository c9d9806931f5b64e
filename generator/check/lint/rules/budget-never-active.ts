import { nextHit } from '../../karpenter/cron.ts';
import { scheduleOf } from '../../karpenter/disruption/budget.ts';
import { budgetPath, budgetsOf } from '../budget.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  code: 'budget-never-active',
  severity: 'warning',
  what: 'The `schedule` of a budget names a date that never comes, such as the 30th of February, or its `duration` is zero.',
  why: 'The budget protects nothing: Karpenter disrupts nodes as if it were not there.',
  help: 'Correct the schedule or the duration.',
  bad: '# fleet.yaml: spec.pools.general.nodePool.disruption\nbudgets:\n  - { nodes: "0", schedule: "0 9 30 2 *", duration: 8h }\n  - { nodes: 10% }',
  good: '# fleet.yaml: spec.pools.general.nodePool.disruption\nbudgets:\n  - { nodes: "0", schedule: "0 9 28 2 *", duration: 8h }\n  - { nodes: 10% }',
  find: ({ pools }) =>
    pools.flatMap((pool) =>
      budgetsOf(pool).flatMap((budget) => {
        const cron = scheduleOf(budget);
        if (cron === undefined || budget.durationMs === undefined) return [];
        const fires = nextHit(cron, Date.UTC(2026, 0, 1)) !== undefined;
        if (fires && budget.durationMs > 0) return [];
        return [
          {
            object: pool.title,
            path: budgetPath(budget, fires ? 'duration' : 'schedule'),
            message: fires
              ? 'This budget is never in force, since its duration is zero'
              : 'This budget is never in force, since its schedule names a date that does not come',
            help: fires
              ? 'Give the duration that the budget is meant to last'
              : 'Correct day and month of the schedule',
          },
        ];
      }),
    ),
});
