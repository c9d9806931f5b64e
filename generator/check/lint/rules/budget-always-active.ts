import { budgetPath, budgetsOf, hitsEver, isAlwaysInForce } from '../budget.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  code: 'budget-always-active',
  severity: 'warning',
  impact: 'disruption',
  what: 'The `duration` of a budget is at least as long as the longest time between two starts of its `schedule`, or its `schedule` names a date that does not exist, such as the 30th of February.',
  why: 'Each window begins before the last one ends, so the budget is always active; a schedule that never starts counts as one that has started. A budget of `0` then blocks consolidation and drift permanently, not only in the hours of the schedule.',
  help: 'Shorten the duration, correct the schedule, or remove both if the budget is meant to be active always.',
  bad: '# fleet.yaml: spec.pools.general.nodePool.disruption\nbudgets:\n  - { nodes: "0", schedule: "@daily", duration: 24h }\n  - { nodes: 10% }',
  good: '# fleet.yaml: spec.pools.general.nodePool.disruption\nbudgets:\n  - { nodes: "0", schedule: "@daily", duration: 8h }\n  - { nodes: 10% }',
  find: ({ pools }) =>
    pools.flatMap((pool) =>
      budgetsOf(pool)
        .filter(isAlwaysInForce)
        .map((budget) => {
          const field = hitsEver(budget) ? 'duration' : 'schedule';
          return { object: pool.title, path: budgetPath(budget, field), ...TEXTS[field] };
        }),
    ),
});

const TEXTS = {
  duration: {
    message: 'This budget is always active, since each of its windows lasts until the next one begins',
    help: 'Shorten the duration, or leave schedule and duration out',
  },
  schedule: {
    message: 'This budget is always active, since its schedule names a date that does not exist',
    help: 'Correct day and month of the schedule',
  },
};
