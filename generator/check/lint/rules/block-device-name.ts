import { objectsAt, stringAt } from '../../../instances/objects/fields.ts';
import type { NodeClass } from '../../../instances/objects/node-class.ts';
import { defineRule, type Fault } from '../rule.ts';

/** EC2 user guide, device names for volumes: `/dev/sdf`, `/dev/xvdba`, `xvdh`. */
const DEVICE = /^(?:\/dev\/)?(?:sd|xvd|hd)[a-z]/;

export const rule = defineRule({
  code: 'block-device-name',
  severity: 'error',
  impact: 'outage',
  what: 'Two block device mappings have the same `deviceName`, or a name is not a device name of EC2, such as `/dev/nvme1n1`.',
  why: 'Neither the CRD nor Karpenter checks the names. EC2 rejects every launch with such a mapping: `InvalidBlockDeviceMapping`, or `is not a valid EBS device name`. NVMe names exist only inside the instance.',
  help: 'Give each volume a name of its own, such as `/dev/xvdb`.',
  bad: '# fleet.yaml: spec.pools.general.nodeClass\nblockDeviceMappings:\n  - { deviceName: /dev/xvda, ebs: { volumeSize: 50Gi } }\n  - { deviceName: /dev/xvda, ebs: { volumeSize: 200Gi } }',
  good: '# fleet.yaml: spec.pools.general.nodeClass\nblockDeviceMappings:\n  - { deviceName: /dev/xvda, ebs: { volumeSize: 50Gi } }\n  - { deviceName: /dev/xvdb, ebs: { volumeSize: 200Gi } }',
  find: ({ nodeClasses }) => nodeClasses.flatMap(faultsOf),
});

function faultsOf({ title, spec }: NodeClass): Fault[] {
  const seen = new Set<string>();
  return objectsAt(spec, 'blockDeviceMappings').flatMap(([index, mapping]) => {
    const name = stringAt(mapping, 'deviceName') ?? '';
    const isRepeated = seen.has(name);
    seen.add(name);
    if (name === '' || name.includes('${') || (!isRepeated && DEVICE.test(name))) return [];
    return [
      {
        object: title,
        path: ['spec', 'blockDeviceMappings', index, 'deviceName'],
        message: isRepeated
          ? `Two mappings have the device ${name}, so EC2 rejects every launch`
          : `${name} is not a device name of EC2, so EC2 rejects every launch`,
        help: 'Give it a name of its own, such as /dev/xvdb',
      },
    ];
  });
}
