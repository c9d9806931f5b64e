import { objectAt, own, stringAt } from '../../karpenter/fields.ts';
import type { NodeClass } from '../node-class.ts';
import { defineRule, type Fault } from '../rule.ts';

/** Settings of the kubelet that change what fits on a node: as user data has them, and as `spec.kubelet` has them. */
const SETTINGS: readonly (readonly [pattern: RegExp, field: string])[] = [
  [/^[ \t]*"?(?:max-pods|maxPods)"?[ \t]*[=:]|--max-pods\b/m, 'maxPods'],
  [
    /^[ \t]*\[settings\.kubernetes\.kube-reserved\]|^[ \t]*"?kubeReserved"?[ \t]*:|--kube-reserved\b/m,
    'kubeReserved',
  ],
  [
    /^[ \t]*\[settings\.kubernetes\.system-reserved\]|^[ \t]*"?systemReserved"?[ \t]*:|--system-reserved\b/m,
    'systemReserved',
  ],
  [
    /^[ \t]*\[settings\.kubernetes\.eviction-hard\]|^[ \t]*"?evictionHard"?[ \t]*:|--eviction-hard\b/m,
    'evictionHard',
  ],
];

/** provider v1.15.1, pkg/providers/instancetype/types.go, reads spec.kubelet alone. */
export const rule = defineRule({
  code: 'kubelet-in-user-data',
  severity: 'warning',
  impact: 'scheduling',
  what: 'The user data of an EC2NodeClass sets kubelet values that change what fits on a node: maximum pods, reserved resources or eviction thresholds.',
  why: 'Karpenter computes what fits on a node from `spec.kubelet` and does not read user data. It launches nodes on which the pods then do not fit, and launches again. In Bottlerocket settings and in a NodeConfig it overwrites the maximum of pods with its own number.',
  help: 'Move the values to `spec.kubelet`: Karpenter writes them into the user data of each family itself.',
  bad: '# fleet.yaml: spec.pools.general.nodeClass\namiSelectorTerms: [{ alias: bottlerocket@v1.44.0 }]\nuserData: |\n  [settings.kubernetes]\n  max-pods = 18',
  good: '# fleet.yaml: spec.pools.general.nodeClass\namiSelectorTerms: [{ alias: bottlerocket@v1.44.0 }]\nkubelet: { maxPods: 18 }',
  find: ({ nodeClasses }) => nodeClasses.flatMap(faultsOf),
});

function faultsOf({ title, spec, family }: NodeClass): Fault[] {
  const userData = stringAt(spec, 'userData') ?? '';
  const uncommented = userData.replace(/^[ \t]*#.*$/gm, '');
  const set = SETTINGS.filter(
    ([pattern, field]) => pattern.test(uncommented) && own(objectAt(spec, 'kubelet'), field) === undefined,
  ).map(([, field]) => field);
  if (set.length === 0) return [];
  const isOverwritten =
    set.length === 1 &&
    set[0] === 'maxPods' &&
    (family === 'Bottlerocket' || (family === 'AL2023' && /^\s*kind:\s*NodeConfig\b/m.test(uncommented)));
  return [
    {
      object: title,
      path: ['spec', 'userData'],
      message: isOverwritten
        ? 'This user data sets maxPods of the kubelet, which Karpenter overwrites with the number that it plans nodes with'
        : `This user data sets ${set.join(', ')} of the kubelet, which Karpenter does not read: it plans nodes with other values`,
      help:
        family === 'Custom'
          ? `Repeat ${set.join(', ')} in spec.kubelet, so that Karpenter plans with the same values`
          : `Move ${set.join(', ')} to spec.kubelet`,
    },
  ];
}
