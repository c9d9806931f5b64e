import { objectAt, own } from '../../karpenter/fields.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  code: 'limits-missing',
  severity: 'warning',
  what: 'A NodePool has no `limits`.',
  why: 'Karpenter launches as many nodes as there are pods for. A runaway deployment, or pods that never become ready, cost without bound.',
  help: 'Limit at least `cpu`, to what the pool may ever need.',
  bad: 'spec:\n  template: {…}',
  good: 'spec:\n  limits: { cpu: "256" }\n  template: {…}',
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
        help: 'Set limits.cpu to what the pool may ever need',
      })),
});
