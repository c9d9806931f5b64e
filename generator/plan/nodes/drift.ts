import type { ValueObject } from '@kustomize-ts/core';
import { objectAt } from '../../instances/objects/fields.ts';
import { labelsOf } from '../../instances/objects/metadata.ts';
import { type HashKeys, hashOn, nodeClassKeys, nodePoolKeys } from './annotations.ts';
import type { Drift, DriftReason } from './reason.ts';
import { lacksRequirement } from './requirements-drift.ts';
import { resolvedDrift } from './resolved-drift.ts';
import type { Resolved } from './selector-terms.ts';

/** A node's claim, and what it is compared with: objects with the annotations and the status that Karpenter writes. */
export interface DriftInput {
  nodePool: ValueObject;
  /** Absent where the cluster does not have it; Karpenter then checks the NodePool alone. */
  nodeClass?: ValueObject | undefined;
  nodeClaim: ValueObject;
}

/**
 * Why Karpenter takes a node for drifted, as far as the objects show: the first reason of its checks, or undefined. The
 * subnet and the security groups of an instance are in none of them.
 */
export function driftOf({ nodePool, nodeClass, nodeClaim }: DriftInput): DriftReason | undefined {
  const drift = driftAfter({ nodePool, nodeClass, nodeClaim }, nodeClass && { before: nodeClass });
  return drift && 'reason' in drift ? drift.reason : undefined;
}

/**
 * The same for a node class whose status is not there yet.
 * @param resolved the node class of which the status is known
 */
export function driftAfter(
  { nodePool, nodeClass, nodeClaim }: DriftInput,
  resolved: Resolved | undefined,
): Drift | undefined {
  if (isHashDrifted(nodePool, nodeClaim, nodePoolKeys)) return { reason: 'NodePoolDrifted' };
  const template = objectAt(objectAt(objectAt(nodePool, 'spec'), 'template'), 'spec');
  if (lacksRequirement(template, labelsOf(nodeClaim))) return { reason: 'RequirementsDrifted' };
  if (nodeClass === undefined) return undefined;
  if (isHashDrifted(nodeClass, nodeClaim, nodeClassKeys)) return { reason: 'NodeClassDrift' };
  return resolved && resolvedDrift(nodeClaim, nodeClass, resolved);
}

/** Hashes are compared only where both have one, of one version. */
function isHashDrifted(object: ValueObject, nodeClaim: ValueObject, keys: HashKeys): boolean {
  const [wanted, launched] = [hashOn(object, keys), hashOn(nodeClaim, keys)];
  if (!wanted || !launched || wanted.version !== launched.version) return false;
  return wanted.hash !== launched.hash;
}
