import type { Pool } from '../../../instances/objects/pool.ts';
import { deviceOf } from '../devices.ts';
import { defineRule, type Fault } from '../rule.ts';

export const rule = defineRule({
  code: 'accelerator-untainted',
  severity: 'warning',
  impact: 'cost',
  provider: 'aws',
  what: 'All instance types of a NodePool have GPUs or Neuron devices, and the pool has no taint.',
  why: 'Karpenter launches nodes of every pool that a pod tolerates, so any pod can make it launch a GPU instance, or fill one up. Pods that need the device then find no room, and the bill grows.',
  help: 'Taint the pool, and add the toleration to the pods that need the device.',
  bad: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nrequirements:\n  - { key: karpenter.k8s.aws/instance-family, operator: In, values: [g5] }',
  good: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nrequirements:\n  - { key: karpenter.k8s.aws/instance-family, operator: In, values: [g5] }\ntaints:\n  - { key: nvidia.com/gpu, value: "true", effect: NoSchedule }',
  find: ({ pools }) => pools.flatMap(faultsOf),
});

function faultsOf(pool: Pool): Fault[] {
  const types = pool.instanceTypes() ?? [];
  const [first] = types;
  if (first === undefined || !types.every((type) => deviceOf(type) !== undefined)) return [];
  if (pool.taints.some(({ effect }) => effect !== 'PreferNoSchedule')) return [];
  const device = deviceOf(first) ?? '';
  return [
    {
      object: pool.title,
      path: ['spec', 'template', 'spec'],
      message: `All instance types of this pool have ${device}, and no taint keeps away pods that do not need it`,
      help: `Add a taint, such as ${device}:NoSchedule`,
    },
  ];
}
