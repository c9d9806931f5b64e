import { objectAt, own } from '../../../instances/objects/fields.ts';
import { minorOf } from '../../karpenter/rules.ts';
import { defineRule } from '../rule.ts';

/** core v1.11.0, pkg/controllers/provisioning/scheduling/scheduler.go, addToNewNodeClaim; before, only provisioner.go, Create, compares. */
export const rule = defineRule({
  code: 'node-limit-ignored',
  severity: 'warning',
  impact: 'cost',
  what: 'A NodePool without `replicas` has `limits.nodes`, and this Karpenter version ignores it when it schedules pods.',
  why: 'Before 1.11 Karpenter refuses a node only once the pool has more nodes than the limit. The pool grows beyond it, and `nodes: "0"` does not switch it off.',
  help: 'Limit `cpu`, which every version enforces, or raise Karpenter to 1.11 or later.',
  versions: 'Karpenter 1.8 to 1.10.',
  bad: '# fleet.yaml: spec\nkarpenter: "1.10"\npools:\n  general:\n    nodePool:\n      limits: { nodes: "5" }',
  good: '# fleet.yaml: spec\nkarpenter: "1.11"\npools:\n  general:\n    nodePool:\n      limits: { nodes: "5" }',
  find: ({ scope, pools }) => {
    if ((minorOf(scope.karpenter) ?? 11) >= 11) return [];
    return pools.flatMap(({ title, spec }) => {
      const limit = own(objectAt(spec, 'limits'), 'nodes') ?? undefined;
      if (limit === undefined || (own(spec, 'replicas') ?? undefined) !== undefined) return [];
      return [
        {
          object: title,
          path: ['spec', 'limits', 'nodes'],
          message: `Karpenter ${scope.karpenter} schedules without this limit and refuses a node only once the pool has more than ${String(limit)}, so the pool grows beyond it`,
          help: 'Limit cpu, or raise karpenter to 1.11 or later',
        },
      ];
    });
  },
});
