import { budgetPath, budgetsOf } from '../budget.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  code: 'budget-without-reasons',
  severity: 'warning',
  impact: 'disruption',
  what: 'A budget has an empty list of reasons, `reasons: []`.',
  why: 'A missing list means all reasons; an empty one means none. The budget never limits anything.',
  help: 'Remove `reasons` to cover all of them, or list some: `Underutilized`, `Empty`, `Drifted`.',
  bad: '# fleet.yaml: spec.pools.general.nodePool.disruption\nbudgets:\n  - { nodes: "0", reasons: [] }\n  - { nodes: 10% }',
  good: '# fleet.yaml: spec.pools.general.nodePool.disruption\nbudgets:\n  - { nodes: "0", reasons: [Underutilized] }\n  - { nodes: 10% }',
  find: ({ pools }) =>
    pools.flatMap((pool) =>
      budgetsOf(pool)
        .filter(({ reasons }) => reasons?.length === 0)
        .map((budget) => ({
          object: pool.title,
          path: budgetPath(budget, 'reasons'),
          message: 'This budget has no effect, since an empty list of reasons matches none',
          help: 'Remove reasons to cover all of them, or list some',
        })),
    ),
});
