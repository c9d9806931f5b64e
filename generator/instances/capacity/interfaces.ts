import type { ValueObject } from '@kustomize-ts/core';
import { objectsAt, own, stringAt } from '../objects/fields.ts';

/** What `spec.networkInterfaces` of a node class says. */
export interface Interfaces {
  /** Undefined where the node class leaves the interfaces to Karpenter. */
  list: readonly NetworkInterface[] | undefined;
  /** Those that take an interface of the default card and have no address. */
  efaOnlyOnFirstCard: number;
  efaOnly: number;
}

export interface NetworkInterface {
  card: number;
  device: number;
  isEfaOnly: boolean;
}

export function readInterfaces(nodeClassSpec: ValueObject): Interfaces {
  const written = own(nodeClassSpec, 'networkInterfaces');
  const list = objectsAt(nodeClassSpec, 'networkInterfaces').map(([, one]) => ({
    card: Number(own(one, 'networkCardIndex') ?? 0),
    device: Number(own(one, 'deviceIndex') ?? 0),
    isEfaOnly: stringAt(one, 'interfaceType') === 'efa-only',
  }));
  const efaOnly = list.filter(({ isEfaOnly }) => isEfaOnly);
  return {
    list: written === undefined || written === null ? undefined : list,
    efaOnlyOnFirstCard: efaOnly.filter(({ card }) => card === 0).length,
    efaOnly: efaOnly.length,
  };
}
