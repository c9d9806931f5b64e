export const nodePoolLabel = 'karpenter.sh/nodepool';
export const capacityTypeLabel = 'karpenter.sh/capacity-type';
export const hostnameLabel = 'kubernetes.io/hostname';

/** Old names of labels that Karpenter takes for the new ones: core, pkg/apis/v1/labels.go, NormalizedLabels. */
const normalized: ReadonlyMap<string, string> = new Map([
  ['failure-domain.beta.kubernetes.io/zone', 'topology.kubernetes.io/zone'],
  ['failure-domain.beta.kubernetes.io/region', 'topology.kubernetes.io/region'],
  ['beta.kubernetes.io/arch', 'kubernetes.io/arch'],
  ['beta.kubernetes.io/os', 'kubernetes.io/os'],
  ['beta.kubernetes.io/instance-type', 'node.kubernetes.io/instance-type'],
]);

const ebsZone = 'topology.ebs.csi.aws.com/zone';

/** The label that Karpenter takes the key for. */
export function normalizeLabel(key: string, provider: 'aws' | 'core'): string {
  if (provider === 'aws' && key === ebsZone) return 'topology.kubernetes.io/zone';
  return normalized.get(key) ?? key;
}
