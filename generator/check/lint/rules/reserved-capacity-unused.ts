import { listAt } from '../../../instances/objects/fields.ts';
import { capacityTypeLabel as key } from '../../../instances/objects/labels.ts';
import type { Pool } from '../../../instances/objects/pool.ts';
import { requirementPath } from '../../../instances/objects/pool.ts';
import { allows } from '../../../instances/requirements/requirement.ts';
import { defineRule, type Fault } from '../rule.ts';

export const rule = defineRule({
  code: 'reserved-capacity-unused',
  severity: 'warning',
  impact: 'cost',
  provider: 'aws',
  what: 'An EC2NodeClass selects capacity reservations, and a NodePool with that class does not allow the capacity type `reserved`.',
  why: 'AWS bills the reservations whether they are used or not, while Karpenter launches on-demand or spot instances on top.',
  help: 'Add `reserved` to the pool’s capacity types, or remove the selector.',
  bad: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nrequirements:\n  - { key: karpenter.sh/capacity-type, operator: In, values: [on-demand] }\n---\n# fleet.yaml: spec.pools.general.nodeClass\ncapacityReservationSelectorTerms: [{ id: cr-0123456789abcdef0 }]',
  good: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nrequirements:\n  - { key: karpenter.sh/capacity-type, operator: In, values: [reserved, on-demand] }\n---\n# fleet.yaml: spec.pools.general.nodeClass\ncapacityReservationSelectorTerms: [{ id: cr-0123456789abcdef0 }]',
  find: ({ pools }) => pools.flatMap(faultsOf),
});

function faultsOf({ title, nodeClass, requirements, written }: Pool): Fault[] {
  const capacity = requirements.get(key);
  if (nodeClass === undefined || listAt(nodeClass.spec, 'capacityReservationSelectorTerms').length === 0)
    return [];
  if (capacity === undefined || allows(capacity, 'reserved')) return [];
  const index = written.find((one) => one.key === key)?.index ?? 0;
  return [
    {
      object: title,
      path: requirementPath(index),
      message: `${nodeClass.title} selects capacity reservations that this pool never uses, since ${key} leaves out reserved`,
      help: `Add reserved to the values of ${key}`,
    },
  ];
}
