import type { WrittenBudget } from '../../karpenter/disruption/budget.ts';
import { budgetPath, budgetsOf } from '../budget.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  code: 'budget-blocks-all',
  severity: 'warning',
  what: 'A budget allows `0` nodes, has no schedule, and is about all reasons or about drift.',
  why: 'Nodes are never replaced when the AMI or the pool changes: no security updates until they expire. Expiry and interruption go on, and do not ask budgets.',
  help: 'Give the budget a schedule and a duration, or leave `Drifted` out of its reasons.',
  bad: 'budgets:\n  - nodes: "0"',
  good: 'budgets:\n  - { nodes: "0", schedule: "0 8 * * mon-fri", duration: 10h }\n  - nodes: 10%',
  find: ({ pools }) =>
    pools.flatMap((pool) =>
      budgetsOf(pool)
        .filter(blocksDrift)
        .map((budget) => ({
          object: pool.title,
          path: budgetPath(budget, 'nodes'),
          message:
            'This budget is always in force and allows no node to be replaced, not even to get a newer AMI',
          help: 'Give it a schedule and a duration, or leave Drifted out of its reasons',
        })),
    ),
});

function blocksDrift({ nodes, schedule, reasons }: WrittenBudget): boolean {
  return /^0+%?$/.test(nodes) && schedule === undefined && (reasons?.includes('Drifted') ?? true);
}
