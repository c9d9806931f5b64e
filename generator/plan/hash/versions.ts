import { minorOf } from '../../check/karpenter/rules.ts';

/** How EC2NodeClasses have been hashed since Karpenter 1.1. */
export type NodeClassHashVersion = 'v4' | 'v5' | 'v6';

export interface HashVersions {
  nodePool: 'v3';
  nodeClass: NodeClassHashVersion;
}

/**
 * The hash versions of a Karpenter release, which the controller writes beside each hash: hashes of two versions are
 * never compared. Sources: NodePoolHashVersion in core, EC2NodeClassHashVersion in the provider.
 * @param karpenter `1.15` or `1.15.1`
 */
export function hashVersionsOf(karpenter: string): HashVersions {
  const minor = minorOf(karpenter) ?? 0;
  return { nodePool: 'v3', nodeClass: minor >= 15 ? 'v6' : minor >= 12 ? 'v5' : 'v4' };
}

/** True for a hash version of EC2NodeClasses that can be computed here. */
export function isNodeClassHashVersion(text: string): text is NodeClassHashVersion {
  return text === 'v4' || text === 'v5' || text === 'v6';
}
