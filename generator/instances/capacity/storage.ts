import type { ValueObject } from '@kustomize-ts/core';
import { ephemeralDevice } from '../objects/block-device.ts';
import { objectAt, objectsAt, own, stringAt } from '../objects/fields.ts';
import type { NodeClass } from '../objects/node-class.ts';
import { quantityOf } from '../objects/quantity.ts';
import { prefix } from '../types/instance-type-columns.ts';
import type { InstanceType } from '../types/instance-types.ts';

const gib = 2 ** 30;
const resource = 'ephemeral-storage';

/**
 * The bytes of ephemeral storage that a node leaves to pods; undefined where that is not known. provider v1.15.1,
 * pkg/providers/instancetype/types.go: capacity less what the kubelet reserves and the eviction threshold.
 */
export function ephemeralStorage(nodeClass: NodeClass, type: InstanceType): number | undefined {
  const capacity = capacityOf(nodeClass, type);
  if (capacity === undefined) return undefined;
  const kubelet = objectAt(nodeClass.spec, 'kubelet');
  const reserved = [
    amountAt(objectAt(kubelet, 'kubeReserved'), resource, gib),
    amountAt(objectAt(kubelet, 'systemReserved'), resource, 0),
    evictionThreshold(stringAt(objectAt(kubelet, 'evictionHard'), 'nodefs.available') ?? '10%', capacity),
  ];
  let rest = capacity;
  for (const amount of reserved) {
    if (amount === undefined) return undefined;
    rest -= amount;
  }
  return rest;
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

// ephemeralStorage of types.go
function capacityOf({ spec, family }: NodeClass, type: InstanceType): number | undefined {
  const policy = own(spec, 'instanceStorePolicy') ?? undefined;
  if (policy === undefined) return volumeOf(spec, family);
  if (policy !== 'RAID0') return undefined;
  // Types of before Nitro may have disks that no label counts; metal types have no hypervisor, and NVMe disks or none.
  return disksOf(type) ?? (isXen(type) ? undefined : volumeOf(spec, family));
}

function isXen({ labels }: InstanceType): boolean {
  return labels.get(`${prefix}hypervisor`) === 'xen';
}

/** The size of the local NVMe disks, which Karpenter counts in gigabytes. */
function disksOf({ labels }: InstanceType): number | undefined {
  const gigabytes = labels.get(`${prefix}local-nvme`);
  return gigabytes === undefined ? undefined : Number(gigabytes) * 1e9;
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
  return (family.startsWith('Windows') ? 50 : 20) * gib;
}

function amountAt(reserved: ValueObject, key: string, fallback: number): number | undefined {
  const value = own(reserved, key) ?? undefined;
  return value === undefined ? fallback : quantityOf(value);
}

// computeEvictionSignal of types.go: 100% switches the threshold off
function evictionThreshold(signal: string, capacity: number): number | undefined {
  if (!signal.endsWith('%')) return quantityOf(signal);
  const percent = Number.parseFloat(signal);
  if (Number.isNaN(percent)) return undefined;
  return percent === 100 ? 0 : Math.ceil((capacity / 100) * percent);
}
