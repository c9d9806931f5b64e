import { objectsAt, stringAt } from '../../karpenter/fields.ts';
import type { NodeClass } from '../node-class.ts';
import type { Pool } from '../pool.ts';
import { defineRule, type Fault } from '../rule.ts';

/** The maker of a type's accelerators, by the labels that Karpenter gives it. */
const MAKERS: readonly (readonly [label: string, maker: string])[] = [
  ['karpenter.k8s.aws/instance-gpu-manufacturer', 'nvidia'],
  ['karpenter.k8s.aws/instance-accelerator-manufacturer', 'neuron'],
];

export const rule = defineRule({
  code: 'ami-without-driver',
  severity: 'warning',
  provider: 'aws',
  what: 'A node class selects an EKS AMI by name or SSM parameter whose variant has no driver for the accelerators of its pool.',
  why: 'EKS publishes AL2023 as `standard`, `nvidia` and `neuron`. Karpenter chooses the variant only for an alias. On the wrong one no device is found, the node never gets its extended resource, and Karpenter never counts it as initialized.',
  help: 'Use an alias such as `al2023@v20250704`, or select the variant with the driver.',
  bad: '# fleet.yaml: spec.pools.general\nnodeClass:\n  amiFamily: AL2023\n  amiSelectorTerms: [{ name: "amazon-eks-node-al2023-x86_64-standard-1.33-*", owner: amazon }]\nnodePool:\n  template:\n    spec:\n      taints: [{ key: aws.amazon.com/neuron, effect: NoSchedule }]\n      requirements: [{ key: karpenter.k8s.aws/instance-family, operator: In, values: [inf2] }]',
  good: '# fleet.yaml: spec.pools.general\nnodeClass:\n  amiFamily: AL2023\n  amiSelectorTerms: [{ name: "amazon-eks-node-al2023-x86_64-neuron-1.33-*", owner: amazon }]\nnodePool:\n  template:\n    spec:\n      taints: [{ key: aws.amazon.com/neuron, effect: NoSchedule }]\n      requirements: [{ key: karpenter.k8s.aws/instance-family, operator: In, values: [inf2] }]',
  find: ({ pools }) => pools.flatMap(faultsOf),
});

function faultsOf(pool: Pool): Fault[] {
  const wanted = makerOf(pool);
  const { nodeClass } = pool;
  if (nodeClass === undefined || wanted === undefined) return [];
  return termsOf(nodeClass).flatMap(([index, field, text]) => {
    const variant = /\b(?:al2023|amazon-linux-2023)\b.*\b(standard|nvidia|neuron)\b/.exec(text)?.[1];
    if (variant === undefined || variant === wanted) return [];
    return [
      {
        object: nodeClass.title,
        path: ['spec', 'amiSelectorTerms', index, field],
        message: `The ${variant} AMI has no ${wanted} driver, and ${pool.title} launches only instances that need it`,
        help: `Select the ${wanted} variant, or use an alias, for which Karpenter selects it`,
      },
    ];
  });
}

/** The terms that name an image, each with the field that does. */
function termsOf({ spec }: NodeClass): (readonly [index: number, field: string, text: string])[] {
  return objectsAt(spec, 'amiSelectorTerms').flatMap(([index, term]) =>
    (['name', 'ssmParameter'] as const).flatMap((field) => {
      const text = stringAt(term, field);
      return text === undefined ? [] : [[index, field, text] as const];
    }),
  );
}

/** The one driver that all types of a pool need; undefined where some need none or another. */
function makerOf(pool: Pool): string | undefined {
  const types = pool.instanceTypes() ?? [];
  const makers = new Set(types.map(({ labels }) => MAKERS.find(([label]) => labels.has(label))?.[1]));
  return makers.size === 1 ? [...makers][0] : undefined;
}
