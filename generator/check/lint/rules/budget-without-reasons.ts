import { budgetPath, budgetsOf } from '../budget.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  code: 'budget-without-reasons',
  severity: 'warning',
  what: 'A budget has `reasons: []`.',
  why: 'An absent list means all reasons, an empty one means none. The budget has no effect.',
  help: 'Remove `reasons`, or name some.',
  bad: 'budgets:\n  - { nodes: "0", reasons: [] }',
  good: 'budgets:\n  - { nodes: "0", reasons: [Underutilized] }',
  find: ({ pools }) =>
    pools.flatMap((pool) =>
      budgetsOf(pool)
        .filter(({ reasons }) => reasons?.length === 0)
        .map((budget) => ({
          object: pool.title,
          path: budgetPath(budget, 'reasons'),
          message: 'This budget has no effect, since an empty list of reasons matches none',
          help: 'Remove reasons, which means all of them, or name some',
        })),
    ),
});
