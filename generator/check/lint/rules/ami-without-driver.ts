import { type EksImage, eksImages } from '../../../instances/objects/eks-image.ts';
import type { NodeClass } from '../../../instances/objects/node-class.ts';
import type { Pool } from '../../../instances/objects/pool.ts';
import { defineRule, type Fault } from '../rule.ts';

/** The maker of a type's accelerators, by the labels that Karpenter gives it. */
const MAKERS: readonly (readonly [label: string, maker: Maker])[] = [
  ['karpenter.k8s.aws/instance-gpu-manufacturer', 'nvidia'],
  ['karpenter.k8s.aws/instance-accelerator-manufacturer', 'neuron'],
];

type Maker = 'nvidia' | 'neuron';

export const rule = defineRule({
  code: 'ami-without-driver',
  severity: 'warning',
  impact: 'outage',
  provider: 'aws',
  what: 'A node class selects an EKS or Bottlerocket AMI by name or SSM parameter, and the image has no driver for the accelerators of its pool, or only a driver that no instance of the pool needs.',
  why: 'EKS publishes AL2023 as `standard`, `nvidia` and `neuron`, AL2 as plain and `gpu`, Bottlerocket as plain and `nvidia`. Karpenter chooses the variant only for an alias. Without the driver no device is found, the node never gets its extended resource, and Karpenter never counts it as initialized. With a driver that nothing needs, nodes start from a larger image for no gain.',
  help: 'Use an alias such as `al2023@v20250704`, or select the variant with the driver.',
  bad: '# fleet.yaml: spec.pools.general\nnodeClass:\n  amiFamily: AL2023\n  amiSelectorTerms: [{ name: "amazon-eks-node-al2023-x86_64-standard-1.33-*", owner: amazon }]\nnodePool:\n  template:\n    spec:\n      taints: [{ key: aws.amazon.com/neuron, effect: NoSchedule }]\n      requirements: [{ key: karpenter.k8s.aws/instance-family, operator: In, values: [inf2] }]',
  good: '# fleet.yaml: spec.pools.general\nnodeClass:\n  amiFamily: AL2023\n  amiSelectorTerms: [{ name: "amazon-eks-node-al2023-x86_64-neuron-1.33-*", owner: amazon }]\nnodePool:\n  template:\n    spec:\n      taints: [{ key: aws.amazon.com/neuron, effect: NoSchedule }]\n      requirements: [{ key: karpenter.k8s.aws/instance-family, operator: In, values: [inf2] }]',
  find: ({ pools }) => pools.flatMap(faultsOf),
});

function faultsOf(pool: Pool): Fault[] {
  const { nodeClass } = pool;
  const wanted = makerOf(pool);
  if (nodeClass === undefined || wanted === undefined) return [];
  return eksImages(nodeClass.spec).flatMap((image) =>
    image === undefined ? [] : faultOf(pool.title, nodeClass, image, wanted),
  );
}

function faultOf(pool: string, { title }: NodeClass, image: EksImage, wanted: Maker | 'none'): Fault[] {
  const { index, field, family, driver } = image;
  const at = { object: title, path: ['spec', 'amiSelectorTerms', index, field] };
  if (driver === undefined || driver === wanted || driver === 'both') return [];
  if (wanted !== 'none')
    return [
      {
        ...at,
        message: `This ${family} AMI has no ${wanted} driver, and ${pool} launches only instances that need it`,
        help: `Select the ${wanted} variant, or use an alias, for which Karpenter selects it`,
      },
    ];
  // Bottlerocket has no variant without the Neuron driver.
  if (family === 'Bottlerocket' && driver === 'neuron') return [];
  return [
    {
      ...at,
      impact: 'cost',
      message: `This ${family} AMI is the ${driver} variant, and no instance of ${pool} has such a device`,
      help: `Select the ${family === 'AL2023' ? 'standard' : 'plain'} variant, or use an alias, for which Karpenter selects it`,
    },
  ];
}

/** The one driver that all types of a pool need, or `none`; undefined where they differ or are not known. */
function makerOf(pool: Pool): Maker | 'none' | undefined {
  const types = pool.instanceTypes() ?? [];
  const makers = new Set(
    types.map(({ labels }) => MAKERS.find(([label]) => labels.has(label))?.[1] ?? 'none'),
  );
  return makers.size === 1 ? [...makers][0] : undefined;
}
