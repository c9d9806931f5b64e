import { amiAlias } from '../../../instances/objects/ami-family.ts';
import { eksImages } from '../../../instances/objects/eks-image.ts';
import { objectAt, objectsAt, own, stringAt } from '../../../instances/objects/fields.ts';
import type { NodeClass } from '../../../instances/objects/node-class.ts';
import type { Pool } from '../../../instances/objects/pool.ts';
import { parseQuantity } from '../../../instances/objects/quantity.ts';
import { defineRule, type Fault } from '../rule.ts';

/** The device of each family's root volume and the GiB of its snapshot in the images that AWS publishes. */
const ROOT: Readonly<Record<string, { device: string; gibibytes: number }>> = {
  AL2: { device: '/dev/xvda', gibibytes: 20 },
  AL2023: { device: '/dev/xvda', gibibytes: 20 },
  Bottlerocket: { device: '/dev/xvda', gibibytes: 2 },
  Windows2019: { device: '/dev/sda1', gibibytes: 50 },
  Windows2022: { device: '/dev/sda1', gibibytes: 50 },
  Windows2025: { device: '/dev/sda1', gibibytes: 50 },
};

/** bottlerocket, variants/aws-k8s-*-nvidia/Cargo.toml, os-image-size-gib. */
const BOTTLEROCKET_NVIDIA = 4;

export const rule = defineRule({
  code: 'root-volume-too-small',
  severity: 'error',
  impact: 'outage',
  what: 'A block device mapping makes the root volume smaller than the snapshot of the AMI.',
  why: 'EC2 rejects every launch with `InvalidBlockDeviceMapping`: a volume cannot be smaller than the snapshot it is made from. The snapshot is 20 GiB for AL2 and AL2023, 50 GiB for Windows, and for the OS volume of Bottlerocket 2 GiB, or 4 GiB with NVIDIA drivers. Bottlerocket keeps images and logs on a second volume, `/dev/xvdb`.',
  help: 'Give the root volume at least the size of the snapshot; images, logs and `emptyDir` volumes need more.',
  bad: '# fleet.yaml: spec.pools.general.nodeClass\nblockDeviceMappings:\n  - { deviceName: /dev/xvda, ebs: { volumeSize: 8Gi } }',
  good: '# fleet.yaml: spec.pools.general.nodeClass\nblockDeviceMappings:\n  - { deviceName: /dev/xvda, ebs: { volumeSize: 50Gi } }',
  find: ({ nodeClasses, pools }) => nodeClasses.flatMap((nodeClass) => faultsOf(nodeClass, pools)),
});

function faultsOf(nodeClass: NodeClass, pools: readonly Pool[]): Fault[] {
  const { title, spec, family } = nodeClass;
  const root = ROOT[family];
  if (root === undefined || !isPublished(nodeClass)) return [];
  const gibibytes = needsNvidia(nodeClass, pools) ? BOTTLEROCKET_NVIDIA : root.gibibytes;
  return objectsAt(spec, 'blockDeviceMappings').flatMap(([index, mapping]) => {
    const ebs = objectAt(mapping, 'ebs');
    const size = stringAt(ebs, 'volumeSize');
    const bytes = size === undefined ? undefined : parseQuantity(size);
    if (stringAt(mapping, 'deviceName') !== root.device || bytes === undefined || 'error' in bytes) return [];
    if (bytes.value >= gibibytes * 2 ** 30 || own(ebs, 'snapshotID') !== undefined) return [];
    return [
      {
        object: title,
        path: ['spec', 'blockDeviceMappings', index, 'ebs', 'volumeSize'],
        message: `${size} is smaller than the ${gibibytes} GiB snapshot of ${family}’s root volume, so EC2 rejects every launch`,
        help: `Set volumeSize to at least ${gibibytes}Gi`,
      },
    ];
  });
}

/** An image of one's own may have a smaller snapshot. */
function isPublished({ spec, family }: NodeClass): boolean {
  if (amiAlias(spec) !== undefined) return true;
  const images = eksImages(spec);
  return images.length > 0 && images.every((image) => image?.isCertain && image.family === family);
}

/** Whether every node of the class starts from Bottlerocket’s image with NVIDIA drivers. */
function needsNvidia({ family, title }: NodeClass, pools: readonly Pool[]): boolean {
  if (family !== 'Bottlerocket') return false;
  const types = pools
    .filter(({ nodeClass }) => nodeClass?.title === title)
    .map((pool) => pool.instanceTypes() ?? []);
  return (
    types.length > 0 &&
    types.every((one) => one.length > 0) &&
    types.flat().every(({ labels }) => labels.get('karpenter.k8s.aws/instance-gpu-manufacturer') === 'nvidia')
  );
}
