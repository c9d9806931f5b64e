import { type Cluster, misfit } from '../../../instances/fit/misfit.ts';
import { objectsAt } from '../../../instances/objects/fields.ts';
import type { Pod } from '../../../instances/objects/pods.ts';
import { isDaemon } from '../../../instances/objects/pods.ts';
import type { Pool } from '../../../instances/objects/pool.ts';
import { tolerates } from '../../../instances/objects/taint.ts';
import { deviceOf, requestsDevice } from '../devices.ts';
import { defineRule, type Fault } from '../rule.ts';

export const rule = defineRule({
  code: 'toleration-too-wide',
  severity: 'warning',
  impact: 'cost',
  provider: 'aws',
  what: 'Pods that request no accelerator tolerate every taint (`operator: Exists` without a key), and may run on a tainted NodePool whose instance types all have GPUs or Neuron devices.',
  why: 'The taint is what keeps ordinary pods away from such nodes. A pod that tolerates every taint can make Karpenter launch one, keeps it from being consolidated, or takes the room of pods that need the device.',
  help: 'Tolerate the taints that the pods are meant for, by key. Only DaemonSets belong on every node.',
  bad: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nrequirements:\n  - { key: karpenter.k8s.aws/instance-family, operator: In, values: [g5] }\ntaints:\n  - { key: nvidia.com/gpu, value: "true", effect: NoSchedule }\n---\n# workloads/web.yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  template:\n    spec:\n      tolerations: [{ operator: Exists }]\n      containers: [{ name: web, image: web, resources: { requests: { cpu: 100m, memory: 128Mi } } }]',
  good: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nrequirements:\n  - { key: karpenter.k8s.aws/instance-family, operator: In, values: [g5] }\ntaints:\n  - { key: nvidia.com/gpu, value: "true", effect: NoSchedule }\n---\n# workloads/train.yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: train }\nspec:\n  template:\n    spec:\n      tolerations: [{ key: nvidia.com/gpu, operator: Exists }]\n      containers: [{ name: train, image: train, resources: { requests: { cpu: 1, memory: 1Gi }, limits: { nvidia.com/gpu: 1 } } }]',
  find: ({ pools, ...cluster }) => {
    const accelerated = pools.filter(isAccelerated);
    return cluster.pods.flatMap((pod) => faultsOf(pod, accelerated, cluster));
  },
});

function isAccelerated(pool: Pool): boolean {
  const types = pool.instanceTypes() ?? [];
  return types.length > 0 && types.every((type) => deviceOf(type) !== undefined);
}

function faultsOf(pod: Pod, pools: readonly Pool[], cluster: Cluster): Fault[] {
  const index = pod.tolerations.findIndex(({ key, operator }) => key === '' && operator === 'Exists');
  const wide = pod.tolerations[index];
  if (wide === undefined || isDaemon(pod) || needsDevice(pod) || selectsNodes(pod)) return [];
  const opens = ({ taints }: Pool): boolean =>
    taints.some(
      (taint) =>
        taint.effect !== 'PreferNoSchedule' &&
        tolerates(wide, taint) &&
        !pod.tolerations.some((one) => one !== wide && tolerates(one, taint)),
    );
  const pool = pools.find((one) => opens(one) && misfit(pod, one, cluster) === undefined);
  if (pool === undefined) return [];
  return [
    {
      object: pod.title,
      workload: pod.holder,
      path: [...pod.path, 'tolerations', index],
      message: `These pods need no accelerator and tolerate every taint, so they may run on, or launch, the accelerator nodes of ${pool.name}`,
      help: 'Name the key of the taint that they are meant to tolerate',
    },
  ];
}

function needsDevice({ requests, spec }: Pod): boolean {
  return requestsDevice(requests) || objectsAt(spec, 'resourceClaims').length > 0;
}

const GENERAL = [
  'kubernetes.io/os',
  'kubernetes.io/arch',
  'topology.kubernetes.io/zone',
  'karpenter.sh/capacity-type',
];

/** Whether the pod says which nodes it is for. */
function selectsNodes({ alternatives }: Pod): boolean {
  return alternatives.some((wanted) => [...wanted.keys()].some((key) => !GENERAL.includes(key)));
}
