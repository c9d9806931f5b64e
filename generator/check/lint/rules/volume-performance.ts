import type { ValueObject } from '@kustomize-ts/core';
import { objectAt, objectsAt, own, stringAt } from '../../../instances/objects/fields.ts';
import { quantityOf } from '../../../instances/objects/quantity.ts';
import { defineRule } from '../rule.ts';

const provisioned: ReadonlySet<string> = new Set(['io1', 'io2']);

/** EC2, EbsBlockDevice: which volume types take iops and throughput. */
export const rule = defineRule({
  code: 'volume-performance',
  severity: 'error',
  impact: 'outage',
  what: 'A block device mapping sets `throughput` for another type than `gp3`, `iops` for a type without it, too little of either for `gp3`, more than the size or the iops allow, no `iops` for `io1` or `io2`, or a size that the type does not have.',
  why: 'Neither the CRD nor Karpenter checks this. EC2 rejects every launch with such a volume.',
  help: 'Use `gp3`, with `iops` from 3000 to 500 for each GiB, and `throughput` from 125 to a quarter of the iops, or remove them.',
  bad: '# fleet.yaml: spec.pools.general.nodeClass\nblockDeviceMappings:\n  - { deviceName: /dev/xvda, ebs: { volumeSize: 100Gi, volumeType: gp2, throughput: 250 } }',
  good: '# fleet.yaml: spec.pools.general.nodeClass\nblockDeviceMappings:\n  - { deviceName: /dev/xvda, ebs: { volumeSize: 100Gi, volumeType: gp3, throughput: 250 } }',
  find: ({ nodeClasses }) =>
    nodeClasses.flatMap(({ title, spec }) =>
      objectsAt(spec, 'blockDeviceMappings').flatMap(([index, mapping]) =>
        problemsOf(objectAt(mapping, 'ebs')).map(([field, message, help]) => ({
          object: title,
          path: ['spec', 'blockDeviceMappings', index, 'ebs', field],
          message: `EC2 rejects every launch with this volume, since ${message}`,
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
  return [...out, ...sizeProblems(type, ebs), ...ratioProblems(type, ebs)];
}

/** EBS user guide, volume types: the smallest and largest size in GiB. */
const SIZES: Readonly<Record<string, readonly [least: number, most: number]>> = {
  io1: [4, 16_384],
  io2: [4, 65_536],
  st1: [125, 16_384],
  sc1: [125, 16_384],
  standard: [1, 1_024],
};

function sizeProblems(type: string, ebs: ValueObject): Problem[] {
  const size = gibibytesOf(ebs);
  const [least, most] = SIZES[type] ?? [0, Number.POSITIVE_INFINITY];
  if (size === undefined) return [];
  if (size < least) return [['volumeSize', `${type} has at least ${least} GiB`, `Use ${least}Gi or more`]];
  if (size > most) return [['volumeSize', `${type} has at most ${most} GiB`, 'Use gp3, or a smaller size']];
  return [];
}

/** EBS user guide, volume types: the most iops for each GiB. */
const IOPS_PER_GIBIBYTE: Readonly<Record<string, number>> = { gp3: 500, io1: 50, io2: 1_000 };
/** What gp3 has whatever its size, and without `iops`. */
const BASELINE = 3_000;

function ratioProblems(type: string, ebs: ValueObject): Problem[] {
  const [iops, throughput, size] = [own(ebs, 'iops'), own(ebs, 'throughput'), gibibytesOf(ebs)];
  const perGibibyte = IOPS_PER_GIBIBYTE[type];
  const out: Problem[] = [];
  if (typeof iops === 'number' && size !== undefined && perGibibyte !== undefined) {
    const most = Math.floor(size * perGibibyte);
    if (iops > most && !(type === 'gp3' && iops <= BASELINE))
      out.push([
        'iops',
        `${type} has at most ${perGibibyte} iops for each GiB, here ${most}`,
        'Use fewer iops, or a larger size',
      ]);
  }
  const most = (typeof iops === 'number' ? iops : BASELINE) / 4;
  if (type === 'gp3' && typeof throughput === 'number' && throughput > most && throughput >= 125)
    out.push([
      'throughput',
      `gp3 has at most 0.25 MiB/s for each of its iops, here ${most}`,
      `Set iops to at least ${throughput * 4}`,
    ]);
  return out;
}

function gibibytesOf(ebs: ValueObject): number | undefined {
  const bytes = quantityOf(own(ebs, 'volumeSize'));
  return bytes === undefined ? undefined : bytes / 2 ** 30;
}
