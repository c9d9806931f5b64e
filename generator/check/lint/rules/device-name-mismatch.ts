import { objectsAt, own, stringAt } from '../../karpenter/fields.ts';
import { ephemeralDevice } from '../block-device.ts';
import type { NodeClass } from '../node-class.ts';
import { defineRule, type Fault } from '../rule.ts';

export const rule = defineRule({
  code: 'device-name-mismatch',
  severity: 'warning',
  what: 'An EC2NodeClass has block device mappings, none is `rootVolume: true`, and none has the name of the AMI family’s volume: `/dev/xvda` for AL2 and AL2023, `/dev/xvdb` (data) for Bottlerocket, `/dev/sda1` for Windows.',
  why: 'The size has no effect on scheduling: Karpenter counts the default, 20Gi, and pods that ask for more ephemeral storage get no node. The volume may be a second one that nothing uses.',
  help: 'Use the family’s device name, or mark the mapping with `rootVolume: true`.',
  bad: 'amiFamily: Bottlerocket\nblockDeviceMappings:\n  - { deviceName: /dev/xvda, ebs: { volumeSize: 100Gi } }',
  good: 'amiFamily: Bottlerocket\nblockDeviceMappings:\n  - { deviceName: /dev/xvdb, ebs: { volumeSize: 100Gi } }',
  find: ({ nodeClasses }) => nodeClasses.flatMap(faultsOf),
});

function faultsOf({ title, spec, family }: NodeClass): Fault[] {
  const wanted = ephemeralDevice(family);
  const mappings = objectsAt(spec, 'blockDeviceMappings');
  if (wanted === undefined || mappings.length === 0) return [];
  if (mappings.some(([, one]) => own(one, 'rootVolume') === true || stringAt(one, 'deviceName') === wanted))
    return [];
  return [
    {
      object: title,
      path: ['spec', 'blockDeviceMappings'],
      message: `None of these volumes counts for scheduling, since nodes of ${family} have their storage on ${wanted}`,
      help: `Name the device ${wanted}, or mark the mapping with rootVolume: true`,
    },
  ];
}
