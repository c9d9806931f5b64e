import type { NodeClass } from '../../../instances/objects/node-class.ts';
import { settingsOfUserDataAlone } from '../kubelet-settings.ts';
import { defineRule, type Fault } from '../rule.ts';

/** provider v1.15.1, pkg/providers/instancetype/types.go, reads spec.kubelet alone. */
export const rule = defineRule({
  code: 'kubelet-in-user-data',
  severity: 'warning',
  impact: 'scheduling',
  what: 'The user data of an EC2NodeClass sets kubelet values that change what fits on a node: maximum pods, reserved resources or eviction thresholds.',
  why: 'Karpenter computes what fits on a node from `spec.kubelet` and does not read user data. It launches nodes on which the pods then do not fit, and launches again. In Bottlerocket settings and in the `config` of a NodeConfig it overwrites the maximum of pods with its own number.',
  help: 'Move the values to `spec.kubelet`: Karpenter writes them into the user data of each family itself.',
  bad: '# fleet.yaml: spec.pools.general.nodeClass\namiSelectorTerms: [{ alias: bottlerocket@v1.44.0 }]\nuserData: |\n  [settings.kubernetes]\n  max-pods = 18',
  good: '# fleet.yaml: spec.pools.general.nodeClass\namiSelectorTerms: [{ alias: bottlerocket@v1.44.0 }]\nkubelet: { maxPods: 18 }',
  find: ({ nodeClasses }) => nodeClasses.flatMap(faultsOf),
});

function faultsOf({ title, spec, family }: NodeClass): Fault[] {
  const found = settingsOfUserDataAlone({ spec, family });
  const fields = [...new Set(found.map(({ field }) => field))].join(', ');
  if (fields === '') return [];
  const isOverwritten = found.every(({ field, isFlag }) => field === 'maxPods' && isFlag === false);
  return [
    {
      object: title,
      path: ['spec', 'userData'],
      message: isOverwritten
        ? 'This user data sets maxPods of the kubelet, which Karpenter overwrites with the number that it uses to plan nodes'
        : `This user data sets ${fields} of the kubelet, which Karpenter does not read: it plans nodes with other values`,
      help:
        family === 'Custom'
          ? `Repeat ${fields} in spec.kubelet, so that Karpenter plans with the same values`
          : `Move ${fields} to spec.kubelet`,
    },
  ];
}
