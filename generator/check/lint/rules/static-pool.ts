import { own } from '../../../instances/objects/fields.ts';
import { defineRule } from '../rule.ts';

/** core v1.15.0, pkg/controllers/controllers.go, and pkg/operator/options. */
export const rule = defineRule({
  code: 'static-pool',
  severity: 'warning',
  impact: 'outage',
  what: 'A NodePool has `replicas`: a fixed number of nodes.',
  why: 'The feature gate `StaticCapacity` is alpha and off by default. Without it Karpenter launches nothing for this pool, and scheduling also leaves static pools out.',
  help: 'Start the controller with `--feature-gates StaticCapacity=true`, or remove `replicas`.',
  common:
    'Tests of Karpenter use `replicas` far more often than users do; the feature gate `StaticCapacity` is off by default.',
  bad: '# fleet.yaml: spec.pools.general.nodePool\nreplicas: 3\nlimits: { cpu: null, nodes: "5" }',
  good: '# fleet.yaml: spec.pools.general.nodePool\nlimits: { cpu: "256" }',
  find: ({ pools }) =>
    pools
      .filter(({ spec }) => (own(spec, 'replicas') ?? null) !== null)
      .map(({ title }) => ({
        object: title,
        path: ['spec', 'replicas'],
        message:
          'A pool with replicas launches nothing unless the controller has the feature gate StaticCapacity, which is off by default',
        help: 'Turn the gate on in the clusters of this environment, or remove replicas',
      })),
});
