/** Annotations and labels that a server, Karpenter or a delivering tool writes into an object, and that nobody declares. */
const EXACT: ReadonlySet<string> = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  'deployment.kubernetes.io/revision',
  'karpenter.sh/nodepool-hash',
  'karpenter.sh/nodepool-hash-version',
  'karpenter.sh/provisioner-hash',
  'karpenter.sh/provisioner-hash-version',
  'karpenter.sh/stored-version-migrated',
  'karpenter.k8s.aws/ec2nodeclass-hash',
  'karpenter.k8s.aws/ec2nodeclass-hash-version',
  'karpenter.k8s.aws/nodetemplate-hash',
  'kustomize.toolkit.fluxcd.io/checksum',
  'kustomize.toolkit.fluxcd.io/name',
  'kustomize.toolkit.fluxcd.io/namespace',
  'helm.toolkit.fluxcd.io/name',
  'helm.toolkit.fluxcd.io/namespace',
  'argocd.argoproj.io/tracking-id',
  'argocd.argoproj.io/instance',
  'argocd.argoproj.io/installation-id',
  'meta.helm.sh/release-name',
  'meta.helm.sh/release-namespace',
]);

/** Karpenter's webhooks keep fields that v1beta1 had and v1 lacks in annotations with this prefix. */
const PREFIXES = ['compatibility.karpenter.sh/', 'config.kubernetes.io/', 'internal.config.kubernetes.io/'];

export function isNoise(key: string): boolean {
  return EXACT.has(key) || PREFIXES.some((prefix) => key.startsWith(prefix));
}

/** Fields of metadata that the API server writes. */
export const SERVER_METADATA: ReadonlySet<string> = new Set([
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'deletionTimestamp',
  'generateName',
  'generation',
  'managedFields',
  'resourceVersion',
  'selfLink',
  'uid',
]);

/** Karpenter's own finalizer, which it sets on each object. */
export const FINALIZERS: ReadonlySet<string> = new Set([
  'karpenter.sh/termination',
  'karpenter.k8s.aws/termination',
]);
