import { misfit } from '../../../instances/fit/misfit.ts';
import { objectsAt, stringAt } from '../../../instances/objects/fields.ts';
import type { Pod } from '../../../instances/objects/pods.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  code: 'karpenter-on-own-nodes',
  severity: 'warning',
  impact: 'outage',
  what: 'A workload runs the image `karpenter/controller`, and a NodePool can run its pods.',
  why: 'Karpenter may consolidate, expire or lose the node that it runs on. Once both replicas are gone, nothing launches a node for them.',
  help: 'Keep the node affinity of the Helm chart (`karpenter.sh/nodepool` `DoesNotExist`), and run Karpenter on a managed node group or Fargate.',
  bad: '# workloads/karpenter.yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: karpenter }\nspec:\n  template:\n    spec:\n      containers: [{ name: controller, image: "public.ecr.aws/karpenter/controller:1.15.1", resources: { requests: { cpu: 100m, memory: 128Mi } } }]',
  good: '# workloads/karpenter.yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: karpenter }\nspec:\n  template:\n    spec:\n      affinity:\n        nodeAffinity:\n          requiredDuringSchedulingIgnoredDuringExecution:\n            nodeSelectorTerms: [{ matchExpressions: [{ key: karpenter.sh/nodepool, operator: DoesNotExist }] }]\n      containers: [{ name: controller, image: "public.ecr.aws/karpenter/controller:1.15.1", resources: { requests: { cpu: 100m, memory: 128Mi } } }]',
  find: ({ pools, ...cluster }) =>
    cluster.pods.filter(isKarpenter).flatMap((pod) => {
      const pool = pools.find((one) => misfit(pod, one, cluster) === undefined);
      if (pool === undefined) return [];
      return [
        {
          object: pod.title,
          workload: pod.holder,
          path: [...pod.path],
          message: `Karpenter itself may run on a node of ${pool.name}, and then remove that node from under itself`,
          help: 'Require karpenter.sh/nodepool DoesNotExist in its node affinity',
        },
      ];
    }),
});

function isKarpenter({ spec }: Pod): boolean {
  return objectsAt(spec, 'containers').some(([, container]) => {
    const image = stringAt(container, 'image') ?? '';
    return image.includes('karpenter/controller') && /\bkarpenter\/controller\b/.test(image);
  });
}
