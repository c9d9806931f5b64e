import { nearest } from '../../diagnostics/suggest.ts';

/** What to write instead of the kinds that Karpenter had before 1.0, and where their fields are now (karpenter.sh, v1 migration guide). */
const REPLACED: Readonly<Record<string, string>> = {
  Provisioner:
    'Write a NodePool of karpenter.sh/v1: requirements, taints and startupTaints move below spec.template.spec, labels to spec.template.metadata, ' +
    'limits.resources to limits, ttlSecondsUntilExpired to spec.template.spec.expireAfter, ttlSecondsAfterEmpty and consolidation to spec.disruption, providerRef to nodeClassRef',
  AWSNodeTemplate:
    'Write an EC2NodeClass of karpenter.k8s.aws/v1: subnetSelector becomes subnetSelectorTerms, securityGroupSelector securityGroupSelectorTerms, ' +
    'amiSelector amiSelectorTerms (required), instanceProfile stays or becomes role; launchTemplate is gone',
  NodePool:
    'Write apiVersion: karpenter.sh/v1: expireAfter moves from spec.disruption to spec.template.spec, kubelet to the EC2NodeClass, ' +
    'WhenUnderutilized becomes WhenEmptyOrUnderutilized, consolidateAfter is required, and nodeClassRef takes group instead of apiVersion',
  EC2NodeClass:
    'Write apiVersion: karpenter.k8s.aws/v1: amiSelectorTerms is required (such as alias: al2023@v20250704), amiFamily can be left out with an alias, ' +
    'amiFamily Ubuntu is gone, and kubelet comes here from the NodePool',
};

const KINDS: readonly string[] = ['NodePool', 'EC2NodeClass'];

/** The group and version of each kind that people write. */
export const VERSION_OF: Readonly<Record<string, string>> = {
  NodePool: 'karpenter.sh/v1',
  EC2NodeClass: 'karpenter.k8s.aws/v1',
};

/** How to fix a kind of Karpenter's groups that no version since 1.0 has had; undefined for what is unknown. */
export function oldKindHelp(apiVersion: string, kind: string): string | undefined {
  if (Object.hasOwn(REPLACED, kind) && /\/v1(alpha|beta)\d+$/.test(apiVersion)) return REPLACED[kind];
  if (Object.hasOwn(VERSION_OF, kind) && VERSION_OF[kind] !== apiVersion)
    return `Write apiVersion: ${VERSION_OF[kind]}`;
  const near = KINDS.includes(kind) ? undefined : nearest(kind, KINDS);
  return near === undefined ? undefined : `Did you mean ${near}?`;
}
