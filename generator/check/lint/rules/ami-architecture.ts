import { eksImages } from '../../../instances/objects/eks-image.ts';
import { archLabel } from '../../../instances/objects/labels.ts';
import type { Pool } from '../../../instances/objects/pool.ts';
import { defineRule, type Fault } from '../rule.ts';

/** provider v1.8 to v1.15, pkg/providers/amifamily/resolver.go, Resolve: no instance types satisfy requirements of amis. */
export const rule = defineRule({
  code: 'ami-architecture',
  severity: 'error',
  impact: 'outage',
  provider: 'aws',
  what: 'A node class selects EKS or Bottlerocket AMIs of one architecture, and its pool launches only instances of the other one.',
  why: 'Karpenter finds no image for any instance of the pool and launches nothing: `no instance types satisfy requirements of amis`. The node class and the pool still report Ready.',
  help: 'Select an image of the pool’s architecture, use an alias, for which Karpenter selects it, or change `kubernetes.io/arch`.',
  bad: '# fleet.yaml: spec.pools.general\nnodeClass:\n  amiFamily: AL2023\n  amiSelectorTerms: [{ name: "amazon-eks-node-al2023-x86_64-standard-1.33-*", owner: amazon }]\nnodePool:\n  template:\n    spec:\n      requirements:\n        - { key: kubernetes.io/arch, operator: In, values: [arm64] }\n        - { key: karpenter.k8s.aws/instance-category, operator: In, values: [m] }',
  good: '# fleet.yaml: spec.pools.general\nnodeClass:\n  amiFamily: AL2023\n  amiSelectorTerms: [{ name: "amazon-eks-node-al2023-arm64-standard-1.33-*", owner: amazon }]\nnodePool:\n  template:\n    spec:\n      requirements:\n        - { key: kubernetes.io/arch, operator: In, values: [arm64] }\n        - { key: karpenter.k8s.aws/instance-category, operator: In, values: [m] }',
  find: ({ pools }) => pools.flatMap(faultsOf),
});

function faultsOf(pool: Pool): Fault[] {
  const { nodeClass, title } = pool;
  if (nodeClass === undefined) return [];
  const images = eksImages(nodeClass.spec);
  const [first] = images;
  const offered = new Set(images.map((image) => (image?.isCertain ? image.arch : undefined)));
  const arch = first?.arch;
  if (first === undefined || arch === undefined || offered.size !== 1 || !offered.has(arch)) return [];
  const types = pool.instanceTypes() ?? [];
  const wanted = types[0]?.labels.get(archLabel);
  if (types.length === 0 || types.some(({ labels }) => labels.get(archLabel) === arch)) return [];
  return [
    {
      object: nodeClass.title,
      path: ['spec', 'amiSelectorTerms', first.index, first.field],
      message: `The class selects only ${arch} images, and ${title} launches only ${wanted} instances, so Karpenter launches none`,
      help: `Select the image for ${wanted}, or use an alias, for which Karpenter selects it`,
    },
  ];
}
