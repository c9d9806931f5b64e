import { listAt } from '../../../instances/objects/fields.ts';
import { capacityTypeLabel as key } from '../../../instances/objects/labels.ts';
import type { Pool } from '../../../instances/objects/pool.ts';
import { requirementPath } from '../../../instances/objects/pool.ts';
import { allows } from '../../../instances/requirements/requirement.ts';
import { defineRule, type Fault } from '../rule.ts';

/** provider v1.8 to v1.15, pkg/providers/instancetype/offering: only the class's reservations become offerings of type reserved. */
export const rule = defineRule({
  code: 'reservation-missing',
  severity: 'error',
  impact: 'outage',
  provider: 'aws',
  what: 'A NodePool allows only the capacity type `reserved`, and its node class selects no capacity reservation.',
  why: 'Karpenter launches into the reservations that `capacityReservationSelectorTerms` selects and into no other, so the pool never launches a node.',
  help: 'Select the reservations in the node class, or allow `on-demand` as well.',
  bad: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nrequirements:\n  - { key: karpenter.sh/capacity-type, operator: In, values: [reserved] }',
  good: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nrequirements:\n  - { key: karpenter.sh/capacity-type, operator: In, values: [reserved] }\n---\n# fleet.yaml: spec.pools.general.nodeClass\ncapacityReservationSelectorTerms: [{ id: cr-0123456789abcdef0 }]',
  find: ({ pools }) => pools.flatMap(faultsOf),
});

function faultsOf({ title, nodeClass, requirements, written }: Pool): Fault[] {
  const capacity = requirements.get(key);
  if (nodeClass === undefined || capacity === undefined) return [];
  if (!allows(capacity, 'reserved') || allows(capacity, 'on-demand') || allows(capacity, 'spot')) return [];
  if (listAt(nodeClass.spec, 'capacityReservationSelectorTerms').length > 0) return [];
  const index = written.find((one) => one.key === key)?.index;
  return [
    {
      object: title,
      path: index === undefined ? ['spec', 'template', 'metadata', 'labels', key] : requirementPath(index),
      message: `This pool launches only into capacity reservations, and ${nodeClass.title} selects none`,
      help: 'Add capacityReservationSelectorTerms to the node class, or on-demand to the capacity types',
    },
  ];
}
