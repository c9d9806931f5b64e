import type { WrittenBudget } from '../../karpenter/disruption/budget.ts';
import { budgetPath, budgetsOf } from '../budget.ts';
import { defineRule, type Fault } from '../rule.ts';

export const rule = defineRule({
  code: 'budget-shadowed',
  severity: 'warning',
  what: 'Another budget that is always active allows no more nodes than this one, for all of its reasons.',
  why: 'Karpenter uses the smallest of all active budgets. A generous window at night has no effect beside a strict budget without a schedule.',
  help: 'Give the stricter budget a schedule as well, or remove this one.',
  bad: '# fleet.yaml: spec.pools.general.nodePool.disruption\nbudgets:\n  - { nodes: "1" }\n  - { nodes: "10", schedule: "0 22 * * *", duration: 6h }',
  good: '# fleet.yaml: spec.pools.general.nodePool.disruption\nbudgets:\n  - { nodes: "1", schedule: "0 4 * * *", duration: 18h }\n  - { nodes: "10" }',
  find: ({ pools }) => pools.flatMap((pool) => faultsOf(pool.title, budgetsOf(pool))),
});

function faultsOf(object: string, budgets: readonly WrittenBudget[]): Fault[] {
  return budgets.flatMap((budget) => {
    const stricter = budgets.find((other) => shadows(other, budget));
    if (stricter === undefined) return [];
    return [
      {
        object,
        path: budgetPath(budget),
        message: `This budget never matters, since budget ${stricter.index} is always in force and allows ${stricter.nodes}`,
        help: `Give budget ${stricter.index} a schedule, or drop this one`,
      },
    ];
  });
}

function shadows(strict: WrittenBudget, budget: WrittenBudget): boolean {
  if (strict === budget || strict.schedule !== undefined || !coversAll(strict, budget)) return false;
  const difference = compareNodes(strict.nodes, budget.nodes);
  if (difference === undefined || difference > 0) return false;
  // Of two that say the same, the later one is the one too many.
  return difference < 0 || budget.schedule !== undefined || strict.index < budget.index;
}

function coversAll(strict: WrittenBudget, budget: WrittenBudget): boolean {
  if (strict.reasons === undefined) return true;
  return budget.reasons?.every((reason) => strict.reasons?.includes(reason)) ?? false;
}

// A number and a percentage cannot be compared without the number of nodes, except for none and all.
function compareNodes(a: string, b: string): number | undefined {
  if (Number.parseInt(a, 10) === 0) return Number.parseInt(b, 10) === 0 ? 0 : -1;
  if (a.endsWith('%') !== b.endsWith('%')) return undefined;
  return Number.parseInt(a, 10) - Number.parseInt(b, 10);
}
