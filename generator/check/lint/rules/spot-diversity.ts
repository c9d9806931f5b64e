import { capacityTypeLabel } from '../../../instances/objects/labels.ts';
import type { Pool } from '../../../instances/objects/pool.ts';
import { allows } from '../../../instances/requirements/requirement.ts';
import { spotTypes } from '../../../instances/types/spot.ts';
import { defineRule, type Fault } from '../rule.ts';

const fewest = 5;

/** provider v1.15.1, pkg/providers/instance/instance.go, instanceTypeFlexibilityThreshold. */
export const rule = defineRule({
  code: 'spot-diversity',
  severity: 'warning',
  impact: 'scheduling',
  provider: 'aws',
  what: 'A NodePool uses spot instances only, and fewer than five instance types satisfy its requirements.',
  why: 'EC2 reclaims spot capacity by instance type. With few types, launches fail often and interruptions come together; Karpenter logs a warning below five.',
  help: 'Allow more families, sizes or generations, or on-demand as well.',
  bad: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nrequirements:\n  - { key: karpenter.sh/capacity-type, operator: In, values: [spot] }\n  - { key: node.kubernetes.io/instance-type, operator: In, values: [m5.large] }',
  good: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nrequirements:\n  - { key: karpenter.sh/capacity-type, operator: In, values: [spot] }\n  - { key: karpenter.k8s.aws/instance-category, operator: In, values: [c, m, r] }',
  find: ({ pools }) => pools.flatMap(faultsOf),
});

function faultsOf(pool: Pool): Fault[] {
  const capacity = pool.requirements.get(capacityTypeLabel);
  const types = spotTypes(pool.instanceTypes() ?? []);
  if (capacity === undefined || types.length === 0 || types.length >= fewest) return [];
  if (!allows(capacity, 'spot') || allows(capacity, 'on-demand') || allows(capacity, 'reserved')) return [];
  return [
    {
      object: pool.title,
      path: ['spec', 'template', 'spec', 'requirements'],
      message: `This pool takes spot instances of only ${types.length} types (${types.map(({ name }) => name).join(', ')}), which often have no capacity`,
      help: 'Allow more instance types, or on-demand as well',
    },
  ];
}
