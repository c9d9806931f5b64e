import type { ValueObject } from '@kustomize-ts/core';
import { objectAt, objectsAt, own, stringAt } from '../../karpenter/fields.ts';
import { quantityOf } from '../../karpenter/quantity.ts';
import { defineRule } from '../rule.ts';

const provisioned: ReadonlySet<string> = new Set(['io1', 'io2']);

/** EC2, EbsBlockDevice: which volume types take iops and throughput. */
export const rule = defineRule({
  code: 'volume-performance',
  severity: 'error',
  what: 'A block device mapping sets `throughput` for another type than `gp3`, `iops` for a type without it, too little of either for `gp3`, no `iops` for `io1` or `io2`, or a size below 125Gi for `st1` or `sc1`.',
  why: 'Neither the CRD nor Karpenter checks this. EC2 rejects every launch with such a volume.',
  help: 'Use `gp3`, with `iops` from 3000 and `throughput` from 125, or remove them.',
  bad: '# fleet.yaml: spec.pools.general.nodeClass\nblockDeviceMappings:\n  - { deviceName: /dev/xvda, ebs: { volumeSize: 100Gi, volumeType: gp2, throughput: 250 } }',
  good: '# fleet.yaml: spec.pools.general.nodeClass\nblockDeviceMappings:\n  - { deviceName: /dev/xvda, ebs: { volumeSize: 100Gi, volumeType: gp3, throughput: 250 } }',
  find: ({ nodeClasses }) =>
    nodeClasses.flatMap(({ title, spec }) =>
      objectsAt(spec, 'blockDeviceMappings').flatMap(([index, mapping]) =>
        problemsOf(objectAt(mapping, 'ebs')).map(([field, message, help]) => ({
          object: title,
          path: ['spec', 'blockDeviceMappings', index, 'ebs', field],
          message: `EC2 refuses to launch an instance with this volume, since ${message}`,
          help,
        })),
      ),
    ),
});

type Problem = [field: string, message: string, help: string];

function problemsOf(ebs: ValueObject): Problem[] {
  const type = stringAt(ebs, 'volumeType');
  // Without a type EC2 takes the one of the snapshot or gp2; Karpenter's default mappings do not apply here.
  if (type === undefined) return [];
  const out: Problem[] = [];
  const iops = own(ebs, 'iops');
  const throughput = own(ebs, 'throughput');
  if (throughput !== undefined && type !== 'gp3') {
    out.push(['throughput', `${type} takes no throughput`, 'Use gp3, or leave throughput out']);
  } else if (typeof throughput === 'number' && throughput < 125) {
    out.push([
      'throughput',
      'gp3 has a throughput of at least 125 MiB/s',
      'Use 125 or more, or leave it out',
    ]);
  }
  if (iops !== undefined && type !== 'gp3' && !provisioned.has(type)) {
    out.push(['iops', `${type} takes no iops`, 'Use gp3, or leave iops out']);
  } else if (typeof iops === 'number' && type === 'gp3' && iops < 3000) {
    out.push(['iops', 'gp3 has at least 3000 iops', 'Use 3000 or more, or leave it out']);
  } else if (iops === undefined && provisioned.has(type)) {
    out.push(['volumeType', `${type} needs iops`, 'Set iops, or use gp3']);
  }
  const size = quantityOf(own(ebs, 'volumeSize'));
  if (size !== undefined && (type === 'st1' || type === 'sc1') && size < 125 * 2 ** 30) {
    out.push(['volumeSize', `${type} has at least 125 GiB`, 'Use 125Gi or more']);
  }
  return out;
}
