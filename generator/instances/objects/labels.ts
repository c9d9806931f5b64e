export const nodePoolLabel = 'karpenter.sh/nodepool';
export const capacityTypeLabel = 'karpenter.sh/capacity-type';
export const hostnameLabel = 'kubernetes.io/hostname';
export const zoneLabel = 'topology.kubernetes.io/zone';
export const zoneIdLabel = 'topology.k8s.aws/zone-id';
export const regionLabel = 'topology.kubernetes.io/region';
export const archLabel = 'kubernetes.io/arch';
export const osLabel = 'kubernetes.io/os';
export const typeLabel = 'node.kubernetes.io/instance-type';

/** How Karpenter's own labels of instance types begin. */
export const instancePrefix = 'karpenter.k8s.aws/instance-';
export const familyLabel = `${instancePrefix}family`;
export const sizeLabel = `${instancePrefix}size`;
export const categoryLabel = `${instancePrefix}category`;
export const generationLabel = `${instancePrefix}generation`;

/** Old names of labels that Karpenter takes for the new ones: core, pkg/apis/v1/labels.go, NormalizedLabels. */
const normalized: ReadonlyMap<string, string> = new Map([
  ['failure-domain.beta.kubernetes.io/zone', zoneLabel],
  ['failure-domain.beta.kubernetes.io/region', regionLabel],
  ['beta.kubernetes.io/arch', archLabel],
  ['beta.kubernetes.io/os', osLabel],
  ['beta.kubernetes.io/instance-type', typeLabel],
]);

const ebsZone = 'topology.ebs.csi.aws.com/zone';

/** The label that Karpenter takes the key for. */
export function normalizeLabel(key: string, provider: 'aws' | 'core'): string {
  if (provider === 'aws' && key === ebsZone) return zoneLabel;
  return normalized.get(key) ?? key;
}
