import type { ValueObject } from '@kustomize-ts/core';

/** What of a spec decides which instance types a pool launches, and how many; the rest often differs between clusters. */
export const launchFields: Readonly<Record<'NodePool' | 'EC2NodeClass', readonly string[]>> = {
  NodePool: ['limits', 'replicas', 'template'],
  EC2NodeClass: [
    'amiFamily',
    'amiSelectorTerms',
    'blockDeviceMappings',
    'connectionTracking',
    'cpuOptions',
    'enclaveOptions',
    'instanceStorePolicy',
    'kubelet',
    'networkInterfaces',
  ],
};

/** An object with some of its fields. */
export function pick(object: ValueObject, keys: readonly string[]): ValueObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => keys.includes(key)));
}
