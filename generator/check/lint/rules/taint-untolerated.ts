import { isDaemon } from '../../../instances/objects/pods.ts';
import { isDrained } from '../../../instances/objects/pool.ts';
import { taintText, untolerated } from '../../../instances/objects/taint.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  code: 'taint-untolerated',
  severity: 'warning',
  impact: 'scheduling',
  what: 'A NodePool has taints, the environment has workloads, and none of their pods tolerates all of the taints. DaemonSets do not count, since Karpenter launches no node for them.',
  why: 'Nothing can run on the pool: the toleration is missing or misspelled. The pods that it is meant for run elsewhere or stay pending.',
  help: 'Add the toleration to the workload, or list the workload that uses the pool under `spec.workloads`.',
  bad: '# fleet.yaml: spec.pools.batch\nnodePool:\n  limits: { cpu: "100" }\n  template:\n    spec:\n      requirements: [{ key: karpenter.sh/capacity-type, operator: In, values: [on-demand] }]\n      taints: [{ key: dedicated, value: batch, effect: NoSchedule }]\nnodeClass:\n  role: nodes\n  amiSelectorTerms: [{ alias: al2023@v20250704 }]\n  subnetSelectorTerms: [{ tags: { karpenter.sh/discovery: "${CLUSTER}" } }]\n  securityGroupSelectorTerms: [{ tags: { karpenter.sh/discovery: "${CLUSTER}" } }]\n---\n# workloads/batch.yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: batch }\nspec:\n  template:\n    spec:\n      tolerations: [{ key: dedicatd, operator: Exists }]\n      containers: [{ name: job, image: job, resources: { requests: { cpu: 100m, memory: 128Mi } } }]',
  good: '# fleet.yaml: spec.pools.batch\nnodePool:\n  limits: { cpu: "100" }\n  template:\n    spec:\n      requirements: [{ key: karpenter.sh/capacity-type, operator: In, values: [on-demand] }]\n      taints: [{ key: dedicated, value: batch, effect: NoSchedule }]\nnodeClass:\n  role: nodes\n  amiSelectorTerms: [{ alias: al2023@v20250704 }]\n  subnetSelectorTerms: [{ tags: { karpenter.sh/discovery: "${CLUSTER}" } }]\n  securityGroupSelectorTerms: [{ tags: { karpenter.sh/discovery: "${CLUSTER}" } }]\n---\n# workloads/batch.yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: batch }\nspec:\n  template:\n    spec:\n      tolerations: [{ key: dedicated, operator: Exists }]\n      containers: [{ name: job, image: job, resources: { requests: { cpu: 100m, memory: 128Mi } } }]',
  find: ({ pools, pods: all }) => {
    // Karpenter launches no node for a DaemonSet.
    const pods = all.filter((pod) => !isDaemon(pod));
    return pods.length === 0
      ? []
      : pools.flatMap(({ title, spec, taints }) => {
          const used = pods.some(({ tolerations }) => untolerated(taints, tolerations) === undefined);
          const [first] = taints.filter(({ effect }) => effect !== 'PreferNoSchedule');
          if (used || first === undefined || isDrained({ spec })) return [];
          return [
            {
              object: title,
              path: ['spec', 'template', 'spec', 'taints'],
              message: `No workload tolerates the taints of this pool, such as ${taintText(first)}`,
              help: 'Add the toleration to the workload that is meant to run here, or list that workload',
            },
          ];
        });
  },
});
