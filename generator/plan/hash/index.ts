import type { ValueObject } from '@kustomize-ts/core';
import { amiFamily } from '../../instances/objects/ami-family.ts';
import { objectAt, own } from '../../instances/objects/fields.ts';
import { fnvText } from './fnv.ts';
import { type HashedTypes, hashValue } from './go-value.ts';
import { hashedTypes } from './hashed-types.generated.ts';
import { kubeletFields, kubeletText } from './kubelet.ts';
import type { NodeClassHashVersion } from './versions.ts';

export {
  type HashVersions,
  hashVersionsOf,
  isNodeClassHashVersion,
  type NodeClassHashVersion,
} from './versions.ts';

/**
 * Karpenter's drift hash of a NodePool: core, pkg/apis/v1/nodepool.go, Hash.
 * @param nodePool the object as the API server stores it, with the CRD's defaults
 * @throws {Error} for an object that Karpenter cannot decode
 */
export function nodePoolHash(nodePool: ValueObject): string {
  const template = objectAt(objectAt(nodePool, 'spec'), 'template');
  return String(hashValue(template, 'NodeClaimTemplate', hashedTypes));
}

/**
 * Karpenter's drift hash of an EC2NodeClass: provider, pkg/apis/v1/ec2nodeclass.go, Hash.
 * @param nodeClass the object as the API server stores it, with the CRD's defaults
 * @param caBundle the cluster's CA bundle as the controller has it, which is hashed since v5
 * @throws {Error} for an object that Karpenter cannot decode
 */
export function nodeClassHash(
  nodeClass: ValueObject,
  version: NodeClassHashVersion,
  caBundle: string = '',
): string {
  const bundle = version === 'v4' ? 0n : fnvText(caBundle);
  return String(specHash(nodeClass, version) ^ bundle);
}

/**
 * The hash that a node class will have once its spec is another, by the hash that it has in a cluster: as a set is
 * hashed by exclusive or, the cluster's CA bundle need not be known.
 */
export function nodeClassHashAfter(
  running: { object: ValueObject; hash: string },
  after: ValueObject,
  version: NodeClassHashVersion,
): string {
  return String(BigInt(running.hash) ^ specHash(running.object, version) ^ specHash(after, version));
}

/** The part of the hash that the manifest decides. */
function specHash(nodeClass: ValueObject, version: NodeClassHashVersion): bigint {
  const spec = objectAt(nodeClass, 'spec');
  const family = fnvText(amiFamily(spec));
  if (version !== 'v6') return hashValue(spec, 'EC2NodeClassSpec', typesBeforeV6) ^ family;
  return (
    hashValue(spec, 'EC2NodeClassSpec', hashedTypes) ^ family ^ fnvText(kubeletText(own(spec, 'kubelet')))
  );
}

/** Until v5 the kubelet settings are a field of the spec, between the tags and the block devices. */
const typesBeforeV6: HashedTypes = {
  ...hashedTypes,
  KubeletConfiguration: kubeletFields,
  EC2NodeClassSpec: (hashedTypes.EC2NodeClassSpec ?? []).flatMap((field) =>
    field[0] === 'Tags' ? [field, ['Kubelet', 'kubelet', '*KubeletConfiguration'] as const] : [field],
  ),
};
