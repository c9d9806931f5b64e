import { capacityTypeLabel as key } from '../../../instances/objects/labels.ts';
import type { Pool } from '../../../instances/objects/pool.ts';
import { requirementPath } from '../../../instances/objects/pool.ts';
import { allows } from '../../../instances/requirements/requirement.ts';
import { spotTypes } from '../../../instances/types/spot.ts';
import { defineRule, type Fault } from '../rule.ts';

/** provider v1.15.2, pkg/providers/instancetype/types.go, computeRequirements: the usage classes of a type are its capacity types. */
export const rule = defineRule({
  code: 'spot-unsupported',
  severity: 'warning',
  impact: 'outage',
  provider: 'aws',
  what: 'A NodePool uses spot instances only, and EC2 sells none of the matching instance types as spot instances: Mac, HPC, and some with very large memory.',
  why: 'Karpenter launches a type only with a capacity type that EC2 has for it, so this pool launches no node and its pods stay pending.',
  help: 'Allow `on-demand` as well, or other types.',
  bad: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nrequirements:\n  - { key: karpenter.sh/capacity-type, operator: In, values: [spot] }\n  - { key: karpenter.k8s.aws/instance-family, operator: In, values: [hpc7g] }',
  good: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nrequirements:\n  - { key: karpenter.sh/capacity-type, operator: In, values: [spot, on-demand] }\n  - { key: karpenter.k8s.aws/instance-family, operator: In, values: [hpc7g] }',
  find: ({ pools }) => pools.flatMap(faultsOf),
});

function faultsOf({ title, requirements, written, instanceTypes }: Pool): Fault[] {
  const capacity = requirements.get(key);
  if (capacity === undefined || !allows(capacity, 'spot')) return [];
  if (allows(capacity, 'on-demand') || allows(capacity, 'reserved')) return [];
  const types = instanceTypes() ?? [];
  if (types.length === 0 || spotTypes(types).length > 0) return [];
  const index = written.find((one) => one.key === key)?.index;
  return [
    {
      object: title,
      path: index === undefined ? ['spec', 'template', 'metadata', 'labels', key] : requirementPath(index),
      message: `EC2 sells none of the instance types of this pool as spot instances (${namesOf(types)})`,
      help: 'Add on-demand to the capacity types, or allow other instance types',
    },
  ];
}

function namesOf(types: readonly { name: string }[]): string {
  const names = types.slice(0, 3).map(({ name }) => name);
  return types.length > names.length ? `${names.join(', ')}, …` : names.join(', ');
}
