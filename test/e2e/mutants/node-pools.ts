import { type FieldMutant, nodePool } from './field.ts';

const REQUIREMENTS = 'template.spec.requirements';
const BUDGETS = 'disruption.budgets';

/** Changes of a NodePool at the borders of what its CRD (Karpenter 1.15.1) allows, on both sides of them. */
export const NODE_POOL_MUTANTS: readonly FieldMutant[] = [
  nodePool('weight below the minimum', 'weight', 0),
  nodePool('weight at the maximum', 'weight', 100),
  nodePool('weight above the maximum', 'weight', 101),
  nodePool('weight as text', 'weight', '10'),
  nodePool('weight with a fraction', 'weight', 1.5),
  nodePool('a limit with a unit it has not', 'limits.cpu', '100 cores'),
  nodePool('a limit as a number', 'limits.cpu', 1000),
  nodePool('a limit with an exponent', 'limits.cpu', '1e3'),
  nodePool('a negative limit', 'limits.memory', '-1Gi'),
  nodePool('consolidateAfter without a unit', 'disruption.consolidateAfter', '300'),
  nodePool('consolidateAfter Never', 'disruption.consolidateAfter', 'Never'),
  nodePool('consolidateAfter in days', 'disruption.consolidateAfter', '1d'),
  nodePool('consolidateAfter removed', 'disruption.consolidateAfter', null),
  nodePool('a consolidation policy that does not exist', 'disruption.consolidationPolicy', 'Never'),
  nodePool('a budget of more than all nodes', BUDGETS, [{ nodes: '150%' }]),
  nodePool('a budget of all nodes', BUDGETS, [{ nodes: '100%' }]),
  nodePool('a budget of a negative number', BUDGETS, [{ nodes: '-1' }]),
  nodePool('a budget as a number', BUDGETS, [{ nodes: 5 }]),
  nodePool('a schedule without a duration', BUDGETS, [{ nodes: '0', schedule: '0 9 * * *' }]),
  nodePool('a duration without a schedule', BUDGETS, [{ nodes: '0', duration: '8h' }]),
  nodePool('a schedule with a duration', BUDGETS, [{ nodes: '0', schedule: '@daily', duration: '8h' }]),
  nodePool('a schedule in words', BUDGETS, [{ nodes: '0', schedule: 'every day', duration: '8h' }]),
  nodePool('a duration in seconds', BUDGETS, [{ nodes: '0', schedule: '@daily', duration: '30s' }]),
  nodePool('a reason that does not exist', BUDGETS, [{ nodes: '0', reasons: ['Whim'] }]),
  nodePool('more budgets than allowed', BUDGETS, Array(51).fill({ nodes: '1' })),
  nodePool('expireAfter in days', 'template.spec.expireAfter', '30d'),
  nodePool('expireAfter in hours and minutes', 'template.spec.expireAfter', '1h30m'),
  nodePool('terminationGracePeriod Never', 'template.spec.terminationGracePeriod', 'Never'),
  nodePool('an operator in lower case', REQUIREMENTS, [
    { key: 'kubernetes.io/arch', operator: 'in', values: ['amd64'] },
  ]),
  nodePool('In without values', REQUIREMENTS, [{ key: 'kubernetes.io/arch', operator: 'In' }]),
  nodePool('Gt with two values', REQUIREMENTS, [
    { key: 'karpenter.k8s.aws/instance-cpu', operator: 'Gt', values: ['2', '4'] },
  ]),
  nodePool('Gt with a word', REQUIREMENTS, [
    { key: 'karpenter.k8s.aws/instance-cpu', operator: 'Gt', values: ['few'] },
  ]),
  nodePool('Gt with a number', REQUIREMENTS, [
    { key: 'karpenter.k8s.aws/instance-cpu', operator: 'Gt', values: ['3'] },
  ]),
  nodePool('a requirement on the host name', REQUIREMENTS, [
    { key: 'kubernetes.io/hostname', operator: 'In', values: ['a'] },
  ]),
  nodePool('a requirement on the pool', REQUIREMENTS, [{ key: 'karpenter.sh/nodepool', operator: 'Exists' }]),
  nodePool('a requirement on a label of one’s own', REQUIREMENTS, [
    { key: 'example.com/team', operator: 'In', values: ['ml'] },
  ]),
  nodePool('a requirement of Karpenter’s domain', REQUIREMENTS, [
    { key: 'karpenter.k8s.aws/colour', operator: 'Exists' },
  ]),
  nodePool('minValues above the maximum', REQUIREMENTS, [
    { key: 'node.kubernetes.io/instance-type', operator: 'Exists', minValues: 51 },
  ]),
  nodePool('minValues above what In lists', REQUIREMENTS, [
    { key: 'karpenter.k8s.aws/instance-family', operator: 'In', values: ['c5', 'm5'], minValues: 3 },
  ]),
  nodePool('a value that no label can have', REQUIREMENTS, [
    { key: 'example.com/team', operator: 'In', values: ['a b'] },
  ]),
  nodePool('a label of Karpenter’s domain', 'template.metadata.labels', { 'karpenter.sh/mine': 'x' }),
  nodePool('a label of the host name', 'template.metadata.labels', { 'kubernetes.io/hostname': 'x' }),
  nodePool('a label with a space', 'template.metadata.labels', { team: 'a b' }),
  nodePool('a label as a number', 'template.metadata.labels', { team: 7 }),
  nodePool('an effect that does not exist', 'template.spec.taints', [{ key: 'a', effect: 'NoScheduled' }]),
  nodePool('a taint without an effect', 'template.spec.taints', [{ key: 'a' }]),
  nodePool('a taint', 'template.spec.taints', [{ key: 'example.com/a', value: 'b', effect: 'NoExecute' }]),
  nodePool('startup taints', 'template.spec.startupTaints', [{ key: 'example.com/a', effect: 'NoSchedule' }]),
  nodePool('a field of another version', 'template.spec.kubelet', { maxPods: 20 }),
  nodePool('a field that never was', 'ttl', 30),
  nodePool('replicas beside a limit of CPUs', 'replicas', 2),
];
