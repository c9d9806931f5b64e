import { ephemeralDevice } from '../../../instances/objects/block-device.ts';
import { objectsAt, own, stringAt } from '../../../instances/objects/fields.ts';
import type { NodeClass } from '../../../instances/objects/node-class.ts';
import { defineRule, type Fault } from '../rule.ts';

export const rule = defineRule({
  code: 'device-name-mismatch',
  severity: 'warning',
  impact: 'scheduling',
  what: 'An EC2NodeClass has block device mappings, none has `rootVolume: true`, and none has the device name of the AMI family’s volume: `/dev/xvda` for AL2 and AL2023, `/dev/xvdb` (data) for Bottlerocket, `/dev/sda1` for Windows. Or `rootVolume: true` is on Bottlerocket’s `/dev/xvda`, which holds only the operating system.',
  why: 'Karpenter uses the default size, 20Gi, for scheduling, so pods that request more ephemeral storage get no node. EC2 attaches the volume as an additional one that nothing uses. With `rootVolume` on the volume of the operating system it plans with that size, and pods are evicted when the data volume of 20 GiB is full.',
  help: 'Use the device name of the family, or set `rootVolume: true` on the mapping.',
  bad: '# fleet.yaml: spec.pools.general.nodeClass\namiSelectorTerms: [{ alias: bottlerocket@v1.20.4 }]\nblockDeviceMappings:\n  - { deviceName: /dev/xvda, ebs: { volumeSize: 100Gi } }',
  good: '# fleet.yaml: spec.pools.general.nodeClass\namiSelectorTerms: [{ alias: bottlerocket@v1.20.4 }]\nblockDeviceMappings:\n  - { deviceName: /dev/xvdb, ebs: { volumeSize: 100Gi } }',
  find: ({ nodeClasses }) => nodeClasses.flatMap(faultsOf),
});

function faultsOf({ title, spec, family }: NodeClass): Fault[] {
  const wanted = ephemeralDevice(family);
  const mappings = objectsAt(spec, 'blockDeviceMappings');
  if (wanted === undefined || mappings.length === 0) return [];
  const root = mappings.find(([, one]) => own(one, 'rootVolume') === true);
  if (family === 'Bottlerocket' && root !== undefined && stringAt(root[1], 'deviceName') === '/dev/xvda')
    return [
      {
        object: title,
        path: ['spec', 'blockDeviceMappings', root[0], 'rootVolume'],
        message: `Karpenter plans with the size of this volume, and Bottlerocket keeps images and pods on ${wanted}`,
        help: `Move rootVolume: true to a mapping of ${wanted}, or remove it`,
      },
    ];
  if (root !== undefined || mappings.some(([, one]) => stringAt(one, 'deviceName') === wanted)) return [];
  return [
    {
      object: title,
      path: ['spec', 'blockDeviceMappings'],
      message: `None of these volumes counts for scheduling, since nodes of ${family} have their storage on ${wanted}`,
      help: `Set deviceName: ${wanted}, or rootVolume: true on the mapping`,
    },
  ];
}
