import { objectAt } from '../../karpenter/fields.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  code: 'limits-integer',
  severity: 'warning',
  what: 'A value under `limits` is a number without quotes, such as `cpu: 1000`.',
  why: 'Kubernetes writes quantities as strings. What git says and what the cluster says then differ for good, and Argo CD or Flux may report or repair a drift that is none.',
  help: 'Put the number in quotes: `cpu: "1000"`.',
  bad: '# fleet.yaml: spec.pools.general.nodePool\nlimits: { cpu: 1000 }',
  good: '# fleet.yaml: spec.pools.general.nodePool\nlimits: { cpu: "1000" }',
  find: ({ pools }) =>
    pools.flatMap(({ title, spec }) =>
      Object.entries(objectAt(spec, 'limits'))
        .filter(([, value]) => typeof value === 'number' || typeof value === 'bigint')
        .map(([resource, value]) => ({
          object: title,
          path: ['spec', 'limits', resource],
          message: 'Kubernetes keeps this quantity as a string, so that git and cluster differ for good',
          help: `Write "${value}"`,
        })),
    ),
});
