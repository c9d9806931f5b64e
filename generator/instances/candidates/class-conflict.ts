import type { ValueObject } from '@kustomize-ts/core';
import type { InstanceType } from '@poolwright/ec2-catalogue';
import { readInterfaces } from '../capacity/interfaces.ts';
import { objectAt, own, stringAt } from '../objects/fields.ts';
import type { NodeClass } from '../objects/node-class.ts';

type Check = (type: InstanceType) => boolean;

/**
 * The field of a node class that keeps instance types from being launched, with the types that remain: provider
 * v1.15.2, pkg/providers/instancetype/compatibility. The strategy of a placement group is known to AWS alone.
 */
export function classConditions({ spec, family }: NodeClass): [field: string, isCompatible: Check][] {
  const conditions: [string, Check][] = [];
  const { list } = readInterfaces(spec);
  if (list !== undefined) conditions.push(['networkInterfaces', (type) => hasInterfaces(type, spec)]);
  if (family === 'AL2023') conditions.push(['amiFamily', ({ family }) => family !== 'a1']);
  if (stringAt(objectAt(spec, 'cpuOptions'), 'nestedVirtualization') === 'enabled')
    conditions.push(['cpuOptions', ({ nestedVirtualization }) => nestedVirtualization]);
  if (own(objectAt(spec, 'enclaveOptions'), 'enabled') === true)
    conditions.push(['enclaveOptions', ({ nitroEnclaves }) => nitroEnclaves]);
  if ((own(spec, 'connectionTracking') ?? null) !== null)
    conditions.push(['connectionTracking', ({ hypervisor }) => hypervisor === 'nitro']);
  return conditions;
}

function hasInterfaces({ network }: InstanceType, spec: ValueObject): boolean {
  const { list = [], efaOnly } = readInterfaces(spec);
  if (network.cards.length === 0 || network.ena === 'unsupported') return false;
  return (
    list.every(({ card, device }) => device < (network.cards[card] ?? 0)) && efaOnly <= network.efaInterfaces
  );
}
