import type { ValueObject } from '@kustomize-ts/core';
import { ephemeralDevice } from '../objects/block-device.ts';
import { objectAt, objectsAt, own, stringAt } from '../objects/fields.ts';
import type { NodeClass } from '../objects/node-class.ts';
import { quantityOf } from '../objects/quantity.ts';
import type { InstanceType } from '../types/instance-type.ts';
import { prefix } from '../types/instance-type-columns.ts';
import { evictionAmount } from './eviction.ts';
import { traitsOf } from './family.ts';
import { readKubelet } from './kubelet.ts';

const gib = 2 ** 30;
const resource = 'ephemeral-storage';

/** The bytes of ephemeral storage that a node leaves to pods; undefined where that is not known. */
export function ephemeralStorage(nodeClass: NodeClass, type: InstanceType): number | undefined {
  const disks = disksOf(type);
  const isRaid = own(nodeClass.spec, 'instanceStorePolicy') === 'RAID0';
  // Types of before Nitro may have disks that no label counts; metal types have no hypervisor, and NVMe disks or none.
  const capacity =
    isRaid && disks === undefined && isXen(type) ? undefined : storageCapacity(nodeClass, disks);
  if (capacity === undefined) return undefined;
  const { kubeReserved, systemReserved, storageThreshold } = readKubelet(nodeClass.spec);
  const threshold = evictionAmount(storageThreshold ?? '10%', capacity);
  if (threshold === undefined) return undefined;
  return capacity - (kubeReserved.get(resource) ?? gib) - (systemReserved.get(resource) ?? 0) - threshold;
}

/** Whether the local disks of a type hold no pods' data, since the node class does not format them. */
export function leavesDisksUnused({ spec }: NodeClass, type: InstanceType): boolean {
  return own(spec, 'instanceStorePolicy') === undefined && disksOf(type) !== undefined;
}

/** What a node would leave to pods if the node class formatted the local disks that it leaves unused; undefined where it leaves none. */
export function withDisks(nodeClass: NodeClass, type: InstanceType): number | undefined {
  if (!leavesDisksUnused(nodeClass, type)) return undefined;
  return ephemeralStorage({ ...nodeClass, spec: { ...nodeClass.spec, instanceStorePolicy: 'RAID0' } }, type);
}

/**
 * The bytes of ephemeral storage that a node has, whose local disks have so many gigabytes; undefined where that is not
 * known. provider v1.15.2, pkg/providers/instancetype/types.go, ephemeralStorage.
 */
export function storageCapacity(
  { spec, family }: NodeClass,
  disksGb: number | undefined,
): number | undefined {
  const policy = own(spec, 'instanceStorePolicy') ?? undefined;
  if (policy !== undefined && policy !== 'RAID0') return undefined;
  return policy === undefined || disksGb === undefined ? volumeOf(spec, family) : disksGb * 1e9;
}

function isXen({ labels }: InstanceType): boolean {
  return labels.get(`${prefix}hypervisor`) === 'xen';
}

/** The gigabytes of the local NVMe disks. */
function disksOf({ labels }: InstanceType): number | undefined {
  const gigabytes = labels.get(`${prefix}local-nvme`);
  return gigabytes === undefined ? undefined : Number(gigabytes);
}

function volumeOf(spec: ValueObject, family: string): number | undefined {
  const mappings = objectsAt(spec, 'blockDeviceMappings').map(([, mapping]) => mapping);
  const isMain = (mapping: ValueObject): boolean =>
    stringAt(mapping, 'deviceName') === ephemeralDevice(family);
  const root = mappings.find((mapping) => own(mapping, 'rootVolume') === true);
  const main = family === 'Custom' ? mappings.at(-1) : mappings.find(isMain);
  for (const mapping of [root, main]) {
    const size = own(objectAt(mapping ?? {}, 'ebs'), 'volumeSize') ?? undefined;
    if (size !== undefined) return quantityOf(size);
  }
  return traitsOf(family).volumeGib * gib;
}
