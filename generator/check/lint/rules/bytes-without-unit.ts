import type { Value, ValueObject } from '@kustomize-ts/core';
import { objectAt, objectsAt, own } from '../../../instances/objects/fields.ts';
import { quantityOf } from '../../../instances/objects/quantity.ts';
import { defineRule, type Fault } from '../rule.ts';

// Less than a MiB of memory or storage is never meant.
const least = 2 ** 20;
const byteResources = ['memory', 'ephemeral-storage', 'storage'];
const byteSignals = ['memory.available', 'nodefs.available', 'imagefs.available'];

export const rule = defineRule({
  code: 'bytes-without-unit',
  severity: 'warning',
  impact: 'scheduling',
  what: 'A quantity of memory or storage is smaller than one mebibyte, such as `80` where `80Gi` was meant. In the limits of a pool this is an error, since no node fits.',
  why: 'A quantity without a suffix is in bytes. Such a limit allows no node, such a reservation reserves nothing, and pods are scheduled where they do not fit.',
  help: 'Write the unit: `80Gi` for gibibytes, `512Mi` for mebibytes.',
  bad: '# fleet.yaml: spec.pools.general.nodePool\nlimits: { memory: "1000" }',
  good: '# fleet.yaml: spec.pools.general.nodePool\nlimits: { memory: 1000Gi }',
  find: ({ pools, nodeClasses, pods }) => [
    ...pools.flatMap(({ title, spec }) =>
      tooSmall(title, ['spec', 'limits'], objectAt(spec, 'limits'), byteResources).map((fault) => ({
        ...fault,
        severity: 'error' as const,
      })),
    ),
    ...nodeClasses.flatMap(({ title, spec }) => kubeletFaults(title, objectAt(spec, 'kubelet'))),
    ...pods.flatMap(({ title, path, spec }) => containerFaults(title, [...path], spec)),
  ],
});

function kubeletFaults(title: string, kubelet: ValueObject): Fault[] {
  const of = (field: string, keys: readonly string[]) =>
    tooSmall(title, ['spec', 'kubelet', field], objectAt(kubelet, field), keys);
  return [
    ...['kubeReserved', 'systemReserved'].flatMap((field) => of(field, byteResources)),
    ...['evictionHard', 'evictionSoft', 'evictionMinimumReclaim'].flatMap((field) => of(field, byteSignals)),
  ];
}

function containerFaults(title: string, path: (string | number)[], pod: ValueObject): Fault[] {
  return ['initContainers', 'containers'].flatMap((list) =>
    objectsAt(pod, list).flatMap(([index, container]) =>
      ['requests', 'limits'].flatMap((field) => {
        const amounts = objectAt(objectAt(container, 'resources'), field);
        return tooSmall(title, [...path, list, index, 'resources', field], amounts, byteResources);
      }),
    ),
  );
}

function tooSmall(
  object: string,
  path: (string | number)[],
  amounts: ValueObject,
  keys: readonly string[],
): Fault[] {
  return keys.flatMap((key) => {
    const value = own(amounts, key);
    const bytes = quantityOf(value);
    if (bytes === undefined || bytes <= 0 || bytes >= least) return [];
    return [
      {
        object,
        path: [...path, key],
        message: `${key} ${textOf(value)} is ${bytes} bytes, since it has no unit`,
        help: `Write the unit, such as ${Math.ceil(bytes)}Gi or ${Math.ceil(bytes)}Mi`,
      },
    ];
  });
}

function textOf(value: Value | undefined): string {
  return typeof value === 'string' ? `"${value}"` : String(value);
}
