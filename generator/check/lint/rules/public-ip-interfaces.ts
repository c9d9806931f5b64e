import { objectsAt, own, stringAt } from '../../../instances/objects/fields.ts';
import { defineRule } from '../rule.ts';

/** provider v1.15.1, pkg/providers/launchtemplate/launchtemplate.go, generateNetworkInterfaces. */
export const rule = defineRule({
  code: 'public-ip-interfaces',
  severity: 'error',
  impact: 'outage',
  what: 'An EC2NodeClass has `associatePublicIPAddress: true` and more than one network interface of type `interface`.',
  why: 'Karpenter sets the address on each of them, and EC2 rejects every launch: it assigns a public address only to an instance with a single interface. Interfaces of type `efa-only` do not count.',
  help: 'Remove `associatePublicIPAddress`, or all interfaces of type `interface` but the first.',
  versions: 'Karpenter 1.11 and later, which have `networkInterfaces`.',
  bad: '# fleet.yaml: spec.pools.general.nodeClass\nassociatePublicIPAddress: true\nnetworkInterfaces:\n  - { networkCardIndex: 0, deviceIndex: 0, interfaceType: interface }\n  - { networkCardIndex: 1, deviceIndex: 1, interfaceType: interface }',
  good: '# fleet.yaml: spec.pools.general.nodeClass\nassociatePublicIPAddress: true\nnetworkInterfaces:\n  - { networkCardIndex: 0, deviceIndex: 0, interfaceType: interface }\n  - { networkCardIndex: 1, deviceIndex: 1, interfaceType: efa-only }',
  find: ({ nodeClasses }) =>
    nodeClasses
      .filter(
        ({ spec }) =>
          own(spec, 'associatePublicIPAddress') === true &&
          objectsAt(spec, 'networkInterfaces').filter(
            ([, one]) => stringAt(one, 'interfaceType') === 'interface',
          ).length > 1,
      )
      .map(({ title }) => ({
        object: title,
        path: ['spec', 'associatePublicIPAddress'],
        message:
          'EC2 assigns a public address only to an instance with one interface, and rejects every launch',
        help: 'Remove associatePublicIPAddress, or keep one interface of type interface',
      })),
});
