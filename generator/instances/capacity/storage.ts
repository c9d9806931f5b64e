import type { ValueObject } from '@kustomize-ts/core';
import { ephemeralDevice } from '../objects/block-device.ts';
import { objectAt, objectsAt, own, stringAt } from '../objects/fields.ts';
import type { NodeClass } from '../objects/node-class.ts';
import { quantityOf } from '../objects/quantity.ts';
import { traitsOf } from './family.ts';

const gib = 2 ** 30;

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
