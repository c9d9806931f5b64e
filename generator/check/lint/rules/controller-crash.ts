import { isObject, type ValueObject } from '@kustomize-ts/core';
import { ephemeralDevice } from '../../../instances/objects/block-device.ts';
import { objectsAt, own, stringAt } from '../../../instances/objects/fields.ts';
import type { NodeClass } from '../../../instances/objects/node-class.ts';
import { malformedAliases } from '../../karpenter/ami-alias.ts';
import { defineRule, type Fault } from '../rule.ts';

/**
 * provider v1.15.1: pkg/apis/v1/ec2nodeclass.go, amiFamilyFromAlias; pkg/providers/instancetype/types.go,
 * ephemeralStorage.
 */
export const rule = defineRule({
  code: 'controller-crash',
  severity: 'error',
  impact: 'outage',
  repeats: 'ControllerExit',
  what: 'An AMI alias contains more than one `@`, or a block device mapping that Karpenter reads has no `ebs` or no `deviceName`. The CRD accepts both.',
  why: 'The Karpenter controller exits or panics, restarts, and crashes again. No pool of the cluster gets nodes, not only those of this class.',
  help: 'Write the alias as `family@version`; give each mapping a `deviceName` and `ebs`.',
  bad: '# fleet.yaml: spec.pools.general.nodeClass\nblockDeviceMappings:\n  - { deviceName: /dev/xvda, rootVolume: true }',
  good: '# fleet.yaml: spec.pools.general.nodeClass\nblockDeviceMappings:\n  - { deviceName: /dev/xvda, rootVolume: true, ebs: { volumeSize: 100Gi, volumeType: gp3 } }',
  find: ({ nodeClasses }) => nodeClasses.flatMap((one) => [...aliasFaults(one), ...deviceFaults(one)]),
});

function aliasFaults({ title, spec }: NodeClass): Fault[] {
  return malformedAliases(spec).map(({ message, path }) => ({
    object: title,
    path: [...path],
    message: `Karpenter’s controller exits when it reads this alias: ${message}`,
    help: 'Write it as family@version',
  }));
}

function deviceFaults({ title, spec, family }: NodeClass): Fault[] {
  const fault = nilDereference(objectsAt(spec, 'blockDeviceMappings'), family);
  if (fault === undefined) return [];
  const [index, missing] = fault;
  return [
    {
      object: title,
      path: ['spec', 'blockDeviceMappings', index],
      message: `Karpenter’s controller panics when it reads this mapping, since it has no ${missing}`,
      help: `Add ${missing} to the mapping`,
    },
  ];
}

type Mappings = readonly (readonly [number, ValueObject])[];

// Which mapping is read, and how far, depends on the AMI family.
function nilDereference(mappings: Mappings, family: string): [number, string] | undefined {
  const root = mappings.find(([, mapping]) => own(mapping, 'rootVolume') === true);
  if (root !== undefined) {
    if (!hasEbs(root[1])) return [root[0], 'ebs'];
    if (hasSize(root[1])) return undefined;
  }
  if (family === 'Custom') {
    const last = mappings.at(-1);
    return last === undefined || hasEbs(last[1]) ? undefined : [last[0], 'ebs'];
  }
  for (const [index, mapping] of mappings) {
    const name = stringAt(mapping, 'deviceName');
    if (name === undefined) return [index, 'deviceName'];
    if (name === ephemeralDevice(family)) return hasEbs(mapping) ? undefined : [index, 'ebs'];
  }
  return undefined;
}

function hasEbs(mapping: ValueObject): boolean {
  return isObject(own(mapping, 'ebs'));
}

function hasSize(mapping: ValueObject): boolean {
  const ebs = own(mapping, 'ebs');
  return isObject(ebs) && own(ebs, 'volumeSize') !== undefined;
}
