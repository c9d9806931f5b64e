import { goQuote } from '@poolwright/crd-validator/go';
import { objectAt, stringAt } from '../../../instances/objects/fields.ts';
import { defineRule, type Fault } from '../rule.ts';

const wanted = { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass' } as const;

/** core v1.15.0, pkg/utils/nodepool/nodepool.go, IsManaged. */
export const rule = defineRule({
  code: 'unmanaged-pool',
  severity: 'error',
  impact: 'outage',
  provider: 'aws',
  what: 'A NodePool’s `nodeClassRef` has another group or kind than `karpenter.k8s.aws` and `EC2NodeClass`.',
  why: 'Karpenter for AWS leaves such a pool to another provider. It launches nothing for it, without a condition, an event or a log line.',
  help: 'Write `group: karpenter.k8s.aws` and `kind: EC2NodeClass`. The group has no version.',
  bad: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nnodeClassRef: { group: karpenter.sh, kind: EC2NodeClass, name: general }',
  good: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nnodeClassRef: { group: karpenter.k8s.aws, kind: EC2NodeClass, name: general }',
  find: ({ pools }) =>
    pools.flatMap(({ title, template }): Fault[] => {
      const reference = objectAt(template, 'nodeClassRef');
      return (['group', 'kind'] as const).flatMap((field) => {
        const value = stringAt(reference, field);
        if (value === undefined || value === wanted[field]) return [];
        return [
          {
            object: title,
            path: ['spec', 'template', 'spec', 'nodeClassRef', field],
            message: `Karpenter for AWS silently ignores this pool, since the ${field} of its node class is ${goQuote(value)}`,
            help: `Write ${field}: ${wanted[field]}`,
          },
        ];
      });
    }),
});
