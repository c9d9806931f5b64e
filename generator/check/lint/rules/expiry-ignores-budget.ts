import { stringAt } from '../../../instances/objects/fields.ts';
import type { Pool } from '../../../instances/objects/pool.ts';
import type { WrittenBudget } from '../../karpenter/disruption/budget.ts';
import { budgetPath, budgetsOf, isAlwaysInForce, isZero } from '../budget.ts';
import { defineRule, type Fault } from '../rule.ts';

/** core v1.15.0, pkg/controllers/nodeclaim/expiration: expired claims are deleted without regard to budgets, since v1. */
export const rule = defineRule({
  code: 'expiry-ignores-budget',
  severity: 'warning',
  impact: 'disruption',
  what: 'A NodePool blocks disruption in a window with a budget of `0`, and its nodes expire.',
  why: 'Expiry ignores budgets: when `expireAfter` has passed, Karpenter drains the node at once, even inside the window, and launches no replacement first. The default of `expireAfter` is 720h.',
  help: 'Set `expireAfter: Never` and let drift replace nodes, or accept that nodes expire inside the window.',
  bad: '# fleet.yaml: spec.pools.general.nodePool\ntemplate: { spec: { expireAfter: 168h } }\ndisruption:\n  budgets:\n    - { nodes: 20% }\n    - { nodes: "0", schedule: "0 7 * * mon-fri", duration: 14h }',
  good: '# fleet.yaml: spec.pools.general.nodePool\ntemplate: { spec: { expireAfter: Never } }\ndisruption:\n  budgets:\n    - { nodes: 20% }\n    - { nodes: "0", schedule: "0 7 * * mon-fri", duration: 14h }',
  find: ({ pools }) => pools.flatMap(faultsOf),
});

function faultsOf(pool: Pool): Fault[] {
  const written = stringAt(pool.template, 'expireAfter');
  if (written === 'Never') return [];
  const window = budgetsOf(pool).find(protectsWindow);
  if (window === undefined) return [];
  return [
    {
      object: pool.title,
      path: written === undefined ? budgetPath(window) : ['spec', 'template', 'spec', 'expireAfter'],
      message: `Nodes expire after ${written ?? '720h, the default,'} whatever the budgets say, so budgets[${window.index}] does not protect its window from it`,
      help: 'Set expireAfter: Never, or expect drains inside the window',
    },
  ];
}

/** A window in which all disruption is blocked; one that names reasons is about these alone, and one that never ends does not count. */
function protectsWindow(budget: WrittenBudget): boolean {
  return (
    budget.schedule !== undefined &&
    budget.reasons === undefined &&
    isZero(budget) &&
    !isAlwaysInForce(budget)
  );
}
