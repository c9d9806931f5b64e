import type { InstanceType } from '@poolwright/ec2-catalogue';
import { traitsOf } from '../capacity/family.ts';
import { capacityTypeLabel, osLabel, regionLabel, zoneIdLabel, zoneLabel } from '../objects/labels.ts';
import { doesNotExist, oneOf, type Requirement } from '../requirements/requirement.ts';
import { architectureOf, hardwareLabels, labelsOf } from './labels.ts';

/** What decides, beside its hardware, which labels the nodes of a type may have. */
export interface NodePlace {
  /** The AMI family of the node class. */
  family: string;
  region: string;
  /** Zones that offer the type and have a subnet of the node class: their names, where they are known, and their IDs. */
  zones?: readonly string[];
  zoneIds: readonly string[];
}

const reservationLabels = [
  'karpenter.k8s.aws/capacity-reservation-id',
  'karpenter.k8s.aws/capacity-reservation-type',
  'karpenter.k8s.aws/capacity-reservation-interruptible',
];

const placeLabels = [
  osLabel,
  'node.kubernetes.io/windows-build',
  'karpenter.k8s.aws/instance-tenancy',
  capacityTypeLabel,
  regionLabel,
  zoneLabel,
  zoneIdLabel,
];

/** Whether `requirementsOf` has the label, so that a requirement on it may leave types out. */
export function isTypeLabel(key: string): boolean {
  return hardwareLabels.includes(key) || placeLabels.includes(key) || reservationLabels.includes(key);
}

/**
 * What the nodes of a type may have as labels: provider v1.15.2, pkg/providers/instancetype/types.go, computeRequirements,
 * for a node class without capacity reservations, which only the cluster knows.
 */
export function requirementsOf(type: InstanceType, at: NodePlace): Map<string, Requirement> {
  const labels = labelsOf(type);
  const { windowsBuild } = traitsOf(at.family);
  const out = new Map<string, Requirement>();
  for (const key of hardwareLabels) {
    const value = labels.get(key);
    out.set(key, value === undefined ? doesNotExist : oneOf(value));
  }
  for (const key of reservationLabels) out.set(key, doesNotExist);
  out.set(osLabel, systemOf(type, windowsBuild));
  out.set(
    'node.kubernetes.io/windows-build',
    windowsBuild === undefined ? doesNotExist : oneOf(windowsBuild),
  );
  out.set('karpenter.k8s.aws/instance-tenancy', oneOf('default', 'dedicated'));
  out.set(capacityTypeLabel, oneOf(...type.usageClasses.filter((one) => one !== 'capacity-block')));
  out.set(regionLabel, oneOf(at.region));
  if (at.zones !== undefined) out.set(zoneLabel, oneOf(...at.zones));
  if (at.zoneIds.length > 0) out.set(zoneIdLabel, oneOf(...at.zoneIds));
  return out;
}

function systemOf(type: InstanceType, windowsBuild: string | undefined): Requirement {
  if (windowsBuild === undefined) return oneOf('linux');
  return architectureOf(type) === 'amd64' ? oneOf('windows') : doesNotExist;
}
