import { misfit } from '../../../instances/fit/misfit.ts';
import { doNotDisrupt as annotation } from '../../../instances/objects/do-not-disrupt.ts';
import { own, stringAt } from '../../../instances/objects/fields.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  code: 'expiry-blocked',
  severity: 'warning',
  impact: 'disruption',
  what: 'Nodes of a NodePool expire, the pool has no `terminationGracePeriod`, and a pod that it can run has the annotation `karpenter.sh/do-not-disrupt`.',
  why: 'Karpenter waits until such a pod ends by itself before it terminates an expired node. The node takes no new pods, stays, and costs money.',
  help: 'Set `terminationGracePeriod`, after which the pod is deleted, or `expireAfter: Never`.',
  bad: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nexpireAfter: 720h\n---\n# workloads/web.yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  template:\n    metadata: { annotations: { karpenter.sh/do-not-disrupt: "true" } }\n    spec:\n      containers: [{ name: web, image: web, resources: { requests: { cpu: 100m, memory: 128Mi } } }]',
  good: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nexpireAfter: 720h\nterminationGracePeriod: 24h\n---\n# workloads/web.yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  template:\n    metadata: { annotations: { karpenter.sh/do-not-disrupt: "true" } }\n    spec:\n      containers: [{ name: web, image: web, resources: { requests: { cpu: 100m, memory: 128Mi } } }]',
  find: ({ pools, ...cluster }) => {
    const holding = cluster.pods.filter(({ annotations }) => own(annotations, annotation) === 'true');
    return pools.flatMap((pool) => {
      const { title, template } = pool;
      if (stringAt(template, 'expireAfter') === 'Never' || stringAt(template, 'terminationGracePeriod'))
        return [];
      const pod = holding.find((one) => misfit(one, pool, cluster) === undefined);
      if (pod === undefined) return [];
      return [
        {
          object: title,
          path: ['spec', 'template', 'spec'],
          message: `Expired nodes of this pool wait forever for ${pod.title}, which has ${annotation}`,
          help: 'Set terminationGracePeriod, or expireAfter: Never',
        },
      ];
    });
  },
});
