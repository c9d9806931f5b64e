import type { ValueObject } from '@kustomize-ts/core';
import { ephemeralStorage } from '../../generator/instances/capacity/storage.ts';
import type { NodeClass } from '../../generator/instances/objects/node-class.ts';
import { quantityOf } from '../../generator/instances/objects/quantity.ts';

interface Case {
  id: string;
  object: ValueObject & { amiFamily?: string };
  extra: {
    allocatable: Record<string, string>;
    requirements: Record<string, { operator: string; values: string[] }>;
  };
}

/** The ephemeral storage of an instance type under a node class: `allocatable`. Cases have the kubelet's settings beside the others. */
export default async function run(lines: unknown[]) {
  const cases = lines as Case[];
  // Of a few types it is not known whether they have disks.
  let unknown = 0;
  const failures = cases.flatMap(({ id, object, extra: { allocatable, requirements } }) => {
    const nodeClass: NodeClass = {
      name: 'a',
      title: 'EC2NodeClass/a',
      spec: { ...object, kubelet: object },
      family: object.amiFamily ?? 'AL2023',
    };
    const labels = new Map(
      Object.entries(requirements).flatMap(
        ([
          key,
          {
            values: [value],
          },
        ]): [string, string][] => (value === undefined ? [] : [[key, value]]),
      ),
    );
    const got = ephemeralStorage(nodeClass, {
      name: id,
      labels,
      vcpus: 0,
      memoryMib: 0,
      allocatable: new Map(),
    });
    const wanted = quantityOf(allocatable['ephemeral-storage']);
    if (got === undefined) unknown++;
    return got === undefined || got === wanted ? [] : [`${id}\n  wanted ${wanted}\n  got    ${got}`];
  });
  const total = cases.length - unknown;
  return { passed: total - failures.length, total, failures };
}
