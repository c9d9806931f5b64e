import { objectAt, own } from '../../../instances/objects/fields.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  code: 'limits-missing',
  severity: 'warning',
  impact: 'cost',
  what: 'A NodePool has no `limits`, or every limit is removed.',
  why: 'Karpenter launches nodes for as many pods as there are. A runaway deployment, or pods that never become ready, cost without limit.',
  help: 'Limit at least `cpu`, to the most that the pool should ever need.',
  common:
    'Examples show one feature and leave the limits out, even in Karpenter’s documentation. A production pool needs them: nothing else stops its growth.',
  bad: '# fleet.yaml: spec.pools.general.nodePool\nlimits: null # the other settings stay',
  good: '# fleet.yaml: spec.pools.general.nodePool\nlimits: { cpu: "256" }',
  find: ({ pools }) =>
    pools
      .filter(
        ({ spec }) =>
          Object.keys(objectAt(spec, 'limits')).length === 0 && own(spec, 'replicas') === undefined,
      )
      .map(({ title }) => ({
        object: title,
        path: ['spec'],
        message: 'This pool has no limits, so nothing bounds what it launches and costs',
        help: 'Set limits.cpu to the most that the pool should ever need',
      })),
});
