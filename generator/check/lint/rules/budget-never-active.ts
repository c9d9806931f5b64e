import { budgetPath, budgetsOf, hitsEver } from '../budget.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  code: 'budget-never-active',
  severity: 'warning',
  impact: 'disruption',
  what: 'The `duration` of a budget is zero.',
  why: 'The budget protects nothing: Karpenter disrupts nodes as if it were not there.',
  help: 'Give the budget the duration that it is meant to last.',
  bad: '# fleet.yaml: spec.pools.general.nodePool.disruption\nbudgets:\n  - { nodes: "0", schedule: "0 9 * * *", duration: 0h }\n  - { nodes: 10% }',
  good: '# fleet.yaml: spec.pools.general.nodePool.disruption\nbudgets:\n  - { nodes: "0", schedule: "0 9 * * *", duration: 8h }\n  - { nodes: 10% }',
  find: ({ pools }) =>
    pools.flatMap((pool) =>
      budgetsOf(pool)
        .filter((budget) => budget.durationMs === 0 && hitsEver(budget))
        .map((budget) => ({
          object: pool.title,
          path: budgetPath(budget, 'duration'),
          message: 'This budget is never active, since its duration is zero',
          help: 'Give the duration that the budget is meant to last',
        })),
    ),
});
