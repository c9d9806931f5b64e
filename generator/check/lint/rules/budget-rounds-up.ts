import { objectAt, own } from '../../../instances/objects/fields.ts';
import type { Pool } from '../../../instances/objects/pool.ts';
import { quantityOf } from '../../../instances/objects/quantity.ts';
import type { WrittenBudget } from '../../karpenter/disruption/budget.ts';
import { minorOf } from '../../karpenter/rules.ts';
import { budgetPath, budgetsOf } from '../budget.ts';
import { defineRule, type Fault } from '../rule.ts';

/** core v1.15.0, pkg/apis/v1/nodepool.go, GetAllowedDisruptions: percentages round up. */
export const rule = defineRule({
  code: 'budget-rounds-up',
  severity: 'warning',
  impact: 'disruption',
  what: 'A NodePool has so few nodes, by `replicas` or `limits.nodes`, that a budget’s percentage of them is half a node or less.',
  why: 'Karpenter rounds percentages up: 10% of 2 nodes is 1, which is half of the pool, and 10% of 1 node is the only one.',
  help: 'Write the number of nodes that may be disrupted at once, such as `nodes: "1"`, or block hours with `nodes: "0"` and a schedule.',
  versions: 'All for `replicas`; from Karpenter 1.11 for `limits.nodes` of a pool without replicas.',
  bad: '# fleet.yaml: spec\nchecks: { severities: { static-pool: "off" } }\npools:\n  general:\n    nodePool:\n      replicas: 2\n      limits: { cpu: null }\n      disruption: { budgets: [{ nodes: 10% }] }',
  good: '# fleet.yaml: spec\nchecks: { severities: { static-pool: "off" } }\npools:\n  general:\n    nodePool:\n      replicas: 2\n      limits: { cpu: null }\n      disruption: { budgets: [{ nodes: "1" }] }',
  find: ({ scope, pools }) => pools.flatMap((pool) => faultsOf(pool, minorOf(scope.karpenter))),
});

function faultsOf(pool: Pool, minor: number | undefined): Fault[] {
  const size = sizeOf(pool, minor);
  if (size === undefined) return [];
  return budgetsOf(pool)
    .filter((budget) => isRoundedUp(budget, size.nodes))
    .map((budget) => ({
      object: pool.title,
      path: budgetPath(budget, 'nodes'),
      message: `${budget.nodes} of ${size.text} is rounded up to 1 node, ${size.share}`,
      help: 'Write nodes: "1" if that is intended, or nodes: "0" with a schedule to protect certain hours',
    }));
}

function isRoundedUp({ limit }: WrittenBudget, nodes: number): boolean {
  return limit !== undefined && 'percent' in limit && limit.percent > 0 && limit.percent * nodes <= 50;
}

/** How many nodes a pool has, or has at most, where it says so, and what share of them one is. */
function sizeOf({ spec }: Pool, minor = 0): { nodes: number; text: string; share: string } | undefined {
  const replicas = own(spec, 'replicas');
  const isStatic = typeof replicas === 'number';
  const limit = minor < 11 ? undefined : quantityOf(own(objectAt(spec, 'limits'), 'nodes'));
  const nodes = isStatic ? replicas : limit;
  if (nodes === undefined || nodes < 1) return undefined;
  const count = nodes === 1 ? '1 node' : `${nodes} nodes`;
  const share = `${Math.round(100 / nodes)}% of the pool`;
  return {
    nodes,
    text: isStatic ? count : `at most ${count}`,
    share: nodes === 1 ? 'the only one of the pool' : `which is ${share}${isStatic ? '' : ' or more'}`,
  };
}
