import { objectAt, own } from '../../../instances/objects/fields.ts';
import { isDrained, type Pool } from '../../../instances/objects/pool.ts';
import { parseQuantity } from '../../../instances/objects/quantity.ts';
import { minorOf } from '../../karpenter/rules.ts';
import { defineRule, type Fault } from '../rule.ts';

/** core v1.15.0, pkg/controllers/disruption/staticdrift.go, and pkg/operator/options: a replacement needs headroom below limits.nodes. */
export const rule = defineRule({
  code: 'static-pool-headroom',
  severity: 'warning',
  impact: 'disruption',
  what: 'A NodePool with `replicas` has `limits.nodes` that leave no room for one more node, or not even for all of its replicas.',
  why: 'Karpenter launches the replacement of a drifted node before it drains the node. Without room for the replacement it skips the pool, and drifted nodes stay forever: no new AMI, no changed template. With a limit below `replicas` it launches only as many nodes as the limit allows.',
  help: 'Set `limits.nodes` to at least one more than `replicas`; the budget and this room decide how many nodes are replaced at once.',
  versions:
    'From Karpenter 1.8. From 1.15 the feature gate `TerminateFirstDrift`, off by default, drains a node before its replacement is there.',
  bad: '# fleet.yaml: spec\nkarpenter: "1.14"\nchecks: { severities: { static-pool: "off" } }\npools:\n  general:\n    nodePool:\n      replicas: 4\n      limits: { cpu: null, nodes: "4" }',
  good: '# fleet.yaml: spec\nkarpenter: "1.14"\nchecks: { severities: { static-pool: "off" } }\npools:\n  general:\n    nodePool:\n      replicas: 4\n      limits: { cpu: null, nodes: "5" }',
  find: ({ scope, pools }) => {
    const canTerminateFirst = (minorOf(scope.karpenter) ?? 0) >= 15;
    return pools.flatMap((pool) => faultsOf(pool, canTerminateFirst));
  },
});

function faultsOf(pool: Pool, canTerminateFirst: boolean): Fault[] {
  const { title, spec } = pool;
  const replicas = own(spec, 'replicas');
  const limit = own(objectAt(spec, 'limits'), 'nodes');
  if (typeof replicas !== 'number' || limit === undefined || limit === null || isDrained(pool)) return [];
  const nodes = parseQuantity(String(limit));
  if ('error' in nodes || nodes.value > replicas) return [];
  const at = {
    object: title,
    path: ['spec', 'limits', 'nodes'],
    help: `Set limits.nodes to ${replicas + 1} or more`,
  };
  if (nodes.value < replicas)
    return [
      {
        ...at,
        severity: 'warning',
        message: `This pool never has its ${replicas} nodes, since limits.nodes allows at most ${String(limit)}`,
      },
    ];
  return [
    {
      ...at,
      severity: canTerminateFirst ? 'notice' : 'warning',
      message: `limits.nodes ${String(limit)} leaves no room for a replacement next to ${replicas} replicas, so drifted nodes are never replaced${canTerminateFirst ? ' unless the feature gate TerminateFirstDrift is on' : ''}`,
    },
  ];
}
