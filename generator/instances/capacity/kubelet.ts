import type { ValueObject } from '@kustomize-ts/core';
import { objectAt, own, stringAt } from '../objects/fields.ts';
import { quantityOf } from '../objects/quantity.ts';

/** The fields of `spec.kubelet` that decide what a node has for pods. */
export interface KubeletSettings {
  /** A number only: an expression counts where Karpenter's feature gate NodeClassCEL is on, which it is not by default. */
  maxPods: number | undefined;
  podsPerCore: number;
  /** Resource name to amount, of those that are quantities: others are expressions. */
  kubeReserved: ReadonlyMap<string, number>;
  systemReserved: ReadonlyMap<string, number>;
  /** `memory.available` and `nodefs.available` of evictionHard, such as `5%` or `1Gi`; evictionSoft takes nothing from pods. */
  memoryThreshold: string | undefined;
  storageThreshold: string | undefined;
}

export function readKubelet(nodeClassSpec: ValueObject): KubeletSettings {
  const kubelet = objectAt(nodeClassSpec, 'kubelet');
  const hard = objectAt(kubelet, 'evictionHard');
  return {
    maxPods: integerAt(kubelet, 'maxPods'),
    podsPerCore: integerAt(kubelet, 'podsPerCore') ?? 0,
    kubeReserved: quantitiesAt(kubelet, 'kubeReserved'),
    systemReserved: quantitiesAt(kubelet, 'systemReserved'),
    memoryThreshold: stringAt(hard, 'memory.available'),
    storageThreshold: stringAt(hard, 'nodefs.available'),
  };
}

function integerAt(object: ValueObject, key: string): number | undefined {
  const value = own(object, key);
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : undefined;
}

function quantitiesAt(kubelet: ValueObject, key: string): Map<string, number> {
  const out = new Map<string, number>();
  for (const [resource, value] of Object.entries(objectAt(kubelet, key))) {
    const amount = quantityOf(value);
    if (amount !== undefined) out.set(resource, amount);
  }
  return out;
}
