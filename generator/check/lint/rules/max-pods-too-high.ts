import { objectAt, own } from '../../../instances/objects/fields.ts';
import type { Pool } from '../../../instances/objects/pool.ts';
import { defineRule, type Fault } from '../rule.ts';

export const rule = defineRule({
  code: 'max-pods-too-high',
  severity: 'warning',
  impact: 'scheduling',
  provider: 'aws',
  what: 'An EC2NodeClass sets `kubelet.maxPods` above the number of pod addresses that the network interfaces of every matching instance type have, and does not set `ipPrefixCount`.',
  why: 'Karpenter schedules that many pods onto a node. Without prefix delegation in the VPC CNI those beyond the addresses stay in `ContainerCreating`.',
  help: 'Lower `maxPods`, remove it, or use prefix delegation and set `ipPrefixCount`.',
  bad: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nrequirements:\n  - { key: node.kubernetes.io/instance-type, operator: In, values: [t3.small] }\n---\n# fleet.yaml: spec.pools.general.nodeClass\nkubelet: { maxPods: 110 } # t3.small has 11 pod addresses',
  good: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nrequirements:\n  - { key: node.kubernetes.io/instance-type, operator: In, values: [t3.small] }\n---\n# fleet.yaml: spec.pools.general.nodeClass\nkubelet: { maxPods: 11 }',
  find: ({ pools }) => pools.flatMap(faultsOf),
});

function faultsOf({ title, nodeClass, instanceTypes }: Pool): Fault[] {
  const maxPods = nodeClass === undefined ? undefined : own(objectAt(nodeClass.spec, 'kubelet'), 'maxPods');
  if (
    nodeClass === undefined ||
    typeof maxPods !== 'number' ||
    own(nodeClass.spec, 'ipPrefixCount') !== undefined
  ) {
    return [];
  }
  const most = Math.max(0, ...(instanceTypes() ?? []).map(({ allocatable }) => allocatable.get('pods') ?? 0));
  if (most === 0 || maxPods <= most || nodeClass.family.startsWith('Windows')) return [];
  return [
    {
      object: nodeClass.title,
      path: ['spec', 'kubelet', 'maxPods'],
      message: `${maxPods} pods are more than any instance of ${title} has addresses for: at most ${most} without prefix delegation`,
      help: 'Lower maxPods, or use prefix delegation and set ipPrefixCount',
    },
  ];
}
