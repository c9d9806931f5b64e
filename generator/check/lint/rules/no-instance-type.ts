import type { Pool } from '../../../instances/objects/pool.ts';
import { isEmpty } from '../../../instances/requirements/requirement.ts';
import { isInstanceLabel, isKnownValue } from '../../../instances/types/instance-types.ts';
import { defineRule, type Fault } from '../rule.ts';

export const rule = defineRule({
  code: 'no-instance-type',
  severity: 'warning',
  impact: 'outage',
  provider: 'aws',
  what: 'Each requirement is valid by itself, but no known instance type satisfies them all and runs the AMI family of the node class.',
  why: 'Karpenter skips the pool with `nodepool requirements filtered out all instance types` in its log. The pods stay pending.',
  help: 'Remove a requirement or allow more values in it.',
  common: 'Tests of Karpenter use values that no instance has. The rule is silent on examples.',
  bad: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nrequirements:\n  - { key: karpenter.k8s.aws/instance-family, operator: In, values: [m5] }\n  - { key: kubernetes.io/arch, operator: In, values: [arm64] }',
  good: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nrequirements:\n  - { key: karpenter.k8s.aws/instance-family, operator: In, values: [m7g] }\n  - { key: kubernetes.io/arch, operator: In, values: [arm64] }',
  find: ({ pools }) => pools.flatMap(faultsOf),
});

function faultsOf(pool: Pool): Fault[] {
  if (pool.instanceTypes()?.length !== 0 || hasPlainerFault(pool)) return [];
  const labels = [...pool.requirements.keys()].filter(isInstanceLabel);
  return [
    {
      object: pool.title,
      path: ['spec', 'template', 'spec', 'requirements'],
      message: `No known instance type satisfies the requirements of ${labels.join(', ') || 'the operating system'} together`,
      help: 'Remove or widen one of these requirements',
    },
  ];
}

// Other rules report an empty requirement or an unknown value at its place.
function hasPlainerFault({ requirements, written }: Pool): boolean {
  if ([...requirements.values()].some(isEmpty)) return true;
  return written.some(({ key, operator, values }) => {
    return operator === 'In' && isInstanceLabel(key) && values.every((value) => !isKnownValue(key, value));
  });
}
