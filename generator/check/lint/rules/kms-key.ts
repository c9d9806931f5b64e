import type { ValueObject } from '@kustomize-ts/core';
import { templateIn } from '../../../diagnostics/template-syntax.ts';
import { objectAt, objectsAt, own, stringAt } from '../../../instances/objects/fields.ts';
import type { NodeClass } from '../../../instances/objects/node-class.ts';
import type { Pool } from '../../../instances/objects/pool.ts';
import { regionOfZone } from '../../../instances/zone.ts';
import { defineRule, type Fault } from '../rule.ts';

/** KMS API reference, KeyId: the ID of a key, of a multi-Region key, an alias, or an ARN of one of them. */
const ID = /^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/i;
const ALIAS = /^alias\/[\w/-]+$/;
const ARN = /^arn:aws[a-z-]*:kms:([a-z0-9-]+):\d{12}:(?:key\/[\w-]+|alias\/[\w/-]+)$/;

export const rule = defineRule({
  code: 'kms-key',
  severity: 'error',
  impact: 'outage',
  what: '`kmsKeyID` of a volume is set without `encrypted: true`, is not the ID, alias or ARN of a key, or names a key of another region than the cluster’s.',
  why: 'Without `encrypted` EC2 rejects every launch: `The parameter KmsKeyId requires the parameter Encrypted to be set`. EC2 accepts a key that does not exist in the region at first; the instance then terminates with `Client.InternalError`, and Karpenter launches the next one.',
  help: 'Set `encrypted: true`, and `kmsKeyID` to a key ID, `alias/NAME` or an ARN of the cluster’s region.',
  bad: '# fleet.yaml: spec.pools.general.nodeClass\nblockDeviceMappings:\n  - deviceName: /dev/xvda\n    ebs: { volumeSize: 50Gi, kmsKeyID: alias/nodes }',
  good: '# fleet.yaml: spec.pools.general.nodeClass\nblockDeviceMappings:\n  - deviceName: /dev/xvda\n    ebs: { volumeSize: 50Gi, encrypted: true, kmsKeyID: alias/nodes }',
  find: ({ nodeClasses, pools }) => {
    const region = regionOf(pools);
    return nodeClasses.flatMap((nodeClass) => faultsOf(nodeClass, region));
  },
});

function faultsOf({ title, spec }: NodeClass, region: string | undefined): Fault[] {
  return objectsAt(spec, 'blockDeviceMappings').flatMap(([index, mapping]) => {
    const ebs = objectAt(mapping, 'ebs');
    const key = stringAt(ebs, 'kmsKeyID') ?? '';
    if (key === '') return [];
    const path = ['spec', 'blockDeviceMappings', index, 'ebs', 'kmsKeyID'];
    return problemsOf(key, ebs, region).map(([message, help]) => ({ object: title, path, message, help }));
  });
}

function problemsOf(
  key: string,
  ebs: ValueObject,
  region: string | undefined,
): [message: string, help: string][] {
  const unencrypted: [string, string][] =
    own(ebs, 'encrypted') === true
      ? []
      : [['EC2 rejects a volume with kmsKeyID and without encrypted: true', 'Add encrypted: true']];
  if (key.includes('${') || templateIn(key)) return unencrypted;
  const keyRegion = ARN.exec(key)?.[1];
  if (keyRegion === undefined && !ID.test(key) && !ALIAS.test(key))
    return [
      ...unencrypted,
      [
        `${JSON.stringify(key)} is not a key ID, an alias or the ARN of a key, so instances terminate at launch`,
        key.includes(':') ? 'Write the ARN as KMS shows it' : `Write alias/${key}, or the ID of the key`,
      ],
    ];
  if (keyRegion === undefined || region === undefined || keyRegion === region) return unencrypted;
  return [
    ...unencrypted,
    [
      `This key is in ${keyRegion}, and the pools of this cluster are in ${region}, so instances terminate at launch`,
      `Use a key of ${region}`,
    ],
  ];
}

/** The one region that the pools name, by itself or by zones. */
function regionOf(pools: readonly Pool[]): string | undefined {
  const regions = new Set(
    pools
      .flatMap(({ written }) => written)
      .filter(({ operator }) => operator === 'In')
      .flatMap(({ key, values }) => {
        if (key === 'topology.kubernetes.io/region') return values;
        return key === 'topology.kubernetes.io/zone'
          ? values.flatMap((zone) => regionOfZone(zone) ?? [])
          : [];
      }),
  );
  return regions.size === 1 ? [...regions][0] : undefined;
}
