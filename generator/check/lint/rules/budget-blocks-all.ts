import type { Pool } from '../../../instances/objects/pool.ts';
import { blocksDrift, budgetPath, budgetsOf, leaveNoHour } from '../budget.ts';
import { defineRule, type Fault } from '../rule.ts';

export const rule = defineRule({
  code: 'budget-blocks-all',
  severity: 'warning',
  impact: 'disruption',
  what: 'A budget allows `0` nodes, has no schedule, and covers all reasons or drift; or several such budgets with schedules leave no hour of the week.',
  why: 'Karpenter never replaces nodes when the AMI or the pool changes, so they get no security updates until they expire. Expiry, interruption and the deletion of the pool do not respect budgets.',
  help: 'Give the budget a schedule and a duration that leave some hours, or remove `Drifted` from its reasons.',
  versions:
    'All. From Karpenter 1.15 a budget without reasons blocks node repair as well, where the feature gate `NodeRepair` is on; before, node repair ignores budgets.',
  bad: '# fleet.yaml: spec.pools.general.nodePool.disruption\nbudgets:\n  - { nodes: "0" }',
  good: '# fleet.yaml: spec.pools.general.nodePool.disruption\nbudgets:\n  - { nodes: "0", schedule: "0 8 * * mon-fri", duration: 10h }\n  - { nodes: 10% }',
  find: ({ pools }) => pools.flatMap(faultsOf),
});

function faultsOf(pool: Pool): Fault[] {
  const budgets = budgetsOf(pool);
  const blocking = budgets.filter(blocksDrift);
  if (leaveNoHour(budgets)) {
    return [
      {
        object: pool.title,
        path: ['spec', 'disruption', 'budgets'],
        message: `Budgets ${blocking.map(({ index }) => index).join(' and ')} together leave no hour of the week in which a node may be replaced, not even to get a newer AMI`,
        help: 'Shorten a window, or leave Drifted out of the reasons of one',
      },
    ];
  }
  return blocking
    .filter(({ schedule }) => schedule === undefined)
    .map((budget) => ({
      object: pool.title,
      path: budgetPath(budget, 'nodes'),
      message: 'This budget is always active and allows no node to be replaced, not even to get a newer AMI',
      help: 'Give it a schedule and a duration, or leave Drifted out of its reasons',
    }));
}
