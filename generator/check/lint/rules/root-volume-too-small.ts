import { amiAlias } from '../../karpenter/ami-alias.ts';
import { objectAt, objectsAt, stringAt } from '../../karpenter/fields.ts';
import { parseQuantity } from '../../karpenter/quantity.ts';
import type { NodeClass } from '../node-class.ts';
import { defineRule, type Fault } from '../rule.ts';

/** The device of each family's root volume and the GiB of its snapshot in the AMIs that an alias selects. */
const ROOT: Readonly<Record<string, { device: string; gibibytes: number }>> = {
  AL2: { device: '/dev/xvda', gibibytes: 20 },
  AL2023: { device: '/dev/xvda', gibibytes: 20 },
  Bottlerocket: { device: '/dev/xvda', gibibytes: 2 },
  Windows2019: { device: '/dev/sda1', gibibytes: 50 },
  Windows2022: { device: '/dev/sda1', gibibytes: 50 },
  Windows2025: { device: '/dev/sda1', gibibytes: 50 },
};

export const rule = defineRule({
  code: 'root-volume-too-small',
  severity: 'error',
  what: 'A block device mapping makes the root volume smaller than the snapshot of the AMI.',
  why: 'EC2 refuses every launch with `InvalidBlockDeviceMapping`: a volume cannot be smaller than the snapshot it is made from. The snapshot is 20 GiB for AL2 and AL2023, 2 GiB for the OS volume of Bottlerocket and 50 GiB for Windows.',
  help: 'Give the root volume at least the size of the snapshot; images, logs and `emptyDir` volumes need more.',
  bad: '# fleet.yaml: spec.pools.general.nodeClass\nblockDeviceMappings:\n  - { deviceName: /dev/xvda, ebs: { volumeSize: 8Gi } }',
  good: '# fleet.yaml: spec.pools.general.nodeClass\nblockDeviceMappings:\n  - { deviceName: /dev/xvda, ebs: { volumeSize: 50Gi } }',
  find: ({ nodeClasses }) => nodeClasses.flatMap(faultsOf),
});

function faultsOf({ title, spec, family }: NodeClass): Fault[] {
  const root = ROOT[family];
  // An image of one's own may have a smaller snapshot.
  if (root === undefined || amiAlias(spec) === undefined) return [];
  return objectsAt(spec, 'blockDeviceMappings').flatMap(([index, mapping]) => {
    const size = stringAt(objectAt(mapping, 'ebs'), 'volumeSize');
    const bytes = size === undefined ? undefined : parseQuantity(size);
    if (stringAt(mapping, 'deviceName') !== root.device || bytes === undefined || 'error' in bytes) return [];
    if (bytes.value >= root.gibibytes * 2 ** 30) return [];
    return [
      {
        object: title,
        path: ['spec', 'blockDeviceMappings', index, 'ebs', 'volumeSize'],
        message: `${size} is smaller than the ${root.gibibytes} GiB snapshot of ${family}’s root volume, so EC2 refuses every launch`,
        help: `Set volumeSize to at least ${root.gibibytes}Gi`,
      },
    ];
  });
}
