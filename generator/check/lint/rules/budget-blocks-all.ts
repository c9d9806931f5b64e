import type { WrittenBudget } from '../../karpenter/disruption/budget.ts';
import { budgetPath, budgetsOf } from '../budget.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  code: 'budget-blocks-all',
  severity: 'warning',
  what: 'A budget allows `0` nodes, has no schedule, and covers all reasons or drift.',
  why: 'Karpenter never replaces nodes when the AMI or the pool changes, so they get no security updates until they expire. Expiry and interruption do not respect budgets.',
  help: 'Give the budget a schedule and a duration, or remove `Drifted` from its reasons.',
  bad: '# fleet.yaml: spec.pools.general.nodePool.disruption\nbudgets:\n  - { nodes: "0" }',
  good: '# fleet.yaml: spec.pools.general.nodePool.disruption\nbudgets:\n  - { nodes: "0", schedule: "0 8 * * mon-fri", duration: 10h }\n  - { nodes: 10% }',
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
