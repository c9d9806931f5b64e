import type { ValueObject } from '@kustomize-ts/core';
import { objectAt, objectsAt, own, stringAt } from '../../instances/objects/fields.ts';
import { labelsOf } from '../../instances/objects/metadata.ts';
import { equal } from '../../load/merge.ts';
import { imageDrift } from './image-drift.ts';
import type { Drift } from './reason.ts';
import { isSameField, isWidened, type Resolved, statusIds, termIds } from './selector-terms.ts';

type Check = (nodeClaim: ValueObject, after: ValueObject, resolved: Resolved) => Drift | undefined;

/** What the provider compares with the resolved status of a node class, in its order: pkg/cloudprovider/drift.go. */
export function resolvedDrift(
  nodeClaim: ValueObject,
  after: ValueObject,
  resolved: Resolved,
): Drift | undefined {
  let undecided: Drift | undefined;
  for (const check of checks) {
    const drift = check(nodeClaim, after, resolved);
    if (drift && 'reason' in drift) return drift;
    undecided ??= drift;
  }
  return undecided;
}

const checks: readonly Check[] = [
  imageDrift,
  securityGroupDrift,
  subnetDrift,
  reservationDrift,
  placementGroupDrift,
];

/** Each instance has all groups that the terms selected at its launch. */
function securityGroupDrift(
  _claim: ValueObject,
  after: ValueObject,
  { before }: Resolved,
): Drift | undefined {
  const field = 'securityGroupSelectorTerms';
  if (isSameField(before, after, field)) return undefined;
  const [selected, now] = [statusIds(before, 'securityGroups'), termIds(after, field)];
  if (selected.size === 0 || !now) return { undecided: `spec.${field}` };
  const isSameSet = equal([...selected].sort(), [...now].sort());
  return isSameSet ? undefined : { reason: 'SecurityGroupDrift' };
}

/** A node is in one of the subnets that the terms selected in its zone. */
function subnetDrift(nodeClaim: ValueObject, after: ValueObject, { before }: Resolved): Drift | undefined {
  const field = 'subnetSelectorTerms';
  if (isSameField(before, after, field) || isWidened(before, after, field)) return undefined;
  const zone = stringAt(labelsOf(nodeClaim), 'topology.kubernetes.io/zone');
  const subnets = objectsAt(objectAt(before, 'status'), 'subnets')
    .map(([, subnet]) => subnet)
    .filter((subnet) => stringAt(subnet, 'zone') === zone);
  const now = termIds(after, field);
  if (!now || subnets.length === 0) return { undecided: `spec.${field}` };
  const kept = subnets.filter((subnet) => now.has(stringAt(subnet, 'id') ?? ''));
  if (kept.length === subnets.length) return undefined;
  return kept.length === 0 ? { reason: 'SubnetDrift' } : { undecided: `spec.${field}` };
}

/** Nodes outside of a reservation are not compared. */
function reservationDrift(
  nodeClaim: ValueObject,
  after: ValueObject,
  { before }: Resolved,
): Drift | undefined {
  const field = 'capacityReservationSelectorTerms';
  const labels = labelsOf(nodeClaim);
  const id = stringAt(labels, 'karpenter.k8s.aws/capacity-reservation-id');
  if (id === undefined || stringAt(labels, 'karpenter.sh/capacity-type') !== 'reserved') return undefined;
  if (!isSameField(before, after, field) && isWidened(before, after, field)) return undefined;
  const selected = isSameField(before, after, field)
    ? statusIds(before, 'capacityReservations')
    : termIds(after, field);
  if (!selected) return { undecided: `spec.${field}` };
  return selected.has(id) ? undefined : { reason: 'CapacityReservationDrift' };
}

function placementGroupDrift(
  nodeClaim: ValueObject,
  after: ValueObject,
  { before }: Resolved,
): Drift | undefined {
  const field = 'placementGroupSelector';
  const label = stringAt(labelsOf(nodeClaim), 'karpenter.k8s.aws/placement-group-id');
  const selector = own(objectAt(after, 'spec'), field);
  const id = stringAt(objectAt(objectAt(after, 'spec'), field), 'id');
  if (selector === undefined || id !== undefined)
    return label === id ? undefined : { reason: 'PlacementGroupDrift' };
  return isSameField(before, after, field) ? undefined : { undecided: `spec.${field}` };
}
