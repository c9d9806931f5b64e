import { own, stringAt } from '../../karpenter/fields.ts';
import { defineRule } from '../rule.ts';
import { misfit } from '../scheduling/fit.ts';

const annotation = 'karpenter.sh/do-not-disrupt';

export const rule = defineRule({
  code: 'expiry-blocked',
  severity: 'warning',
  what: 'Nodes of a NodePool expire, it has no `terminationGracePeriod`, and a pod that it can run has the annotation `karpenter.sh/do-not-disrupt`.',
  why: 'An expired node waits until such a pod ends by itself. It takes no new pods meanwhile, and stays, and costs.',
  help: 'Set `terminationGracePeriod`, after which the pod is deleted, or `expireAfter: Never`.',
  bad: 'spec:\n  expireAfter: 720h',
  good: 'spec:\n  expireAfter: 720h\n  terminationGracePeriod: 24h',
  find: ({ pools, pods, wellKnown }) => {
    const holding = pods.filter(({ annotations }) => own(annotations, annotation) === 'true');
    return pools.flatMap((pool) => {
      const { title, template } = pool;
      if (stringAt(template, 'expireAfter') === 'Never' || stringAt(template, 'terminationGracePeriod'))
        return [];
      const pod = holding.find((one) => misfit(one, pool, wellKnown) === undefined);
      if (pod === undefined) return [];
      return [
        {
          object: title,
          path: ['spec', 'template', 'spec'],
          message: `Expired nodes of this pool wait for ever for ${pod.title}, which has ${annotation}`,
          help: 'Set terminationGracePeriod, or expireAfter: Never',
        },
      ];
    });
  },
});
