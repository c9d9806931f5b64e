import { type Cluster, misfit } from '../../../instances/fit/misfit.ts';
import { avoidsKarpenter, isDaemon, type Pod } from '../../../instances/objects/pods.ts';
import { isDrained, type Pool } from '../../../instances/objects/pool.ts';
import { untolerated } from '../../../instances/objects/taint.ts';
import { defineRule, type Fault } from '../rule.ts';

const shown = 3;

export const rule = defineRule({
  code: 'pool-unused',
  severity: 'notice',
  impact: 'upkeep',
  what: 'Every workload of the environment can run on some NodePool, but not on this one: labels, requirements or the size of its instances keep all of them away. DaemonSets do not count, since Karpenter launches no node for them.',
  why: 'The pool never launches a node. A label or a node selector is misspelled, or the pods that the pool was made for are gone.',
  help: 'Correct the label or the selector, remove the pool, or list the workload that uses it under `spec.workloads`.',
  bad: '# fleet.yaml: spec.pools.batch\nnodePool:\n  limits: { cpu: "100" }\n  template:\n    spec:\n      requirements: [{ key: kubernetes.io/arch, operator: In, values: [arm64] }]\nnodeClass:\n  role: nodes\n  amiSelectorTerms: [{ alias: al2023@v20250704 }]\n  subnetSelectorTerms: [{ tags: { karpenter.sh/discovery: "${CLUSTER}" } }]\n  securityGroupSelectorTerms: [{ tags: { karpenter.sh/discovery: "${CLUSTER}" } }]\n---\n# fleet.yaml: spec.pools.general.nodePool.template.spec\nrequirements: [{ key: kubernetes.io/arch, operator: In, values: [amd64] }]\n---\n# workloads/web.yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  template:\n    spec:\n      nodeSelector: { kubernetes.io/arch: amd64 }\n      containers: [{ name: web, image: web, resources: { requests: { cpu: 100m, memory: 128Mi } } }]',
  good: '# fleet.yaml: spec.pools.batch\nnodePool:\n  limits: { cpu: "100" }\n  template:\n    spec:\n      requirements: [{ key: kubernetes.io/arch, operator: In, values: [arm64] }]\nnodeClass:\n  role: nodes\n  amiSelectorTerms: [{ alias: al2023@v20250704 }]\n  subnetSelectorTerms: [{ tags: { karpenter.sh/discovery: "${CLUSTER}" } }]\n  securityGroupSelectorTerms: [{ tags: { karpenter.sh/discovery: "${CLUSTER}" } }]\n---\n# fleet.yaml: spec.pools.general.nodePool.template.spec\nrequirements: [{ key: kubernetes.io/arch, operator: In, values: [amd64] }]\n---\n# workloads/web.yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  template:\n    spec:\n      containers: [{ name: web, image: web, resources: { requests: { cpu: 100m, memory: 128Mi } } }]',
  find: ({ pools, ...cluster }) => {
    const pods = cluster.pods.filter((pod) => !isDaemon(pod) && !avoidsKarpenter(pod));
    // A pod that fits nowhere is a finding of its own, and may be what the pool is for.
    const fit = (pod: Pod): boolean => pools.some((pool) => misfit(pod, pool, cluster) === undefined);
    return pods.length > 0 && pods.every(fit) ? pools.flatMap((pool) => faultsOf(pool, pods, cluster)) : [];
  },
});

function faultsOf(pool: Pool, pods: readonly Pod[], cluster: Cluster): Fault[] {
  if (isDrained(pool)) return [];
  // Where no pod tolerates its taints, that is a finding of its own.
  if (pods.every(({ tolerations }) => untolerated(pool.taints, tolerations) !== undefined)) return [];
  const reasons: string[] = [];
  for (const pod of pods) {
    const reason = misfit(pod, pool, cluster);
    if (reason === undefined) return [];
    reasons.push(
      reason.by === 'taint' ? `${pod.title} ${reason.text}` : `it ${reason.text} for ${pod.title}`,
    );
  }
  const more = reasons.length > shown ? `, and so on for ${reasons.length - shown} more` : '';
  return [
    {
      object: pool.title,
      path: ['spec', 'template', 'spec'],
      message: `None of the workloads can run on this pool: ${reasons.slice(0, shown).join('; ')}${more}`,
      help: 'Correct labels, requirements or selectors, or list the workload that uses the pool',
    },
  ];
}
