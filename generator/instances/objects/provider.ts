import type { ValueObject } from '@kustomize-ts/core';
import { distance } from 'fastest-levenshtein';
import { objectAt, stringAt } from './fields.ts';

const AWS = 'karpenter.k8s.aws';
const AUTO_MODE = 'eks.amazonaws.com';

/** Letters by which a group may differ from AWS's and still be meant as that. */
const TYPO = 2;

/**
 * The node class of another provider that a NodePool refers to, such as `AKSNodeClass of karpenter.azure.com`; undefined where it means
 * Karpenter for AWS, even with a typo. Core Karpenter takes any group, and each provider serves its own.
 */
export function otherNodeClass(pool: ValueObject): string | undefined {
  const template = objectAt(objectAt(pool, 'spec'), 'template');
  const reference = objectAt(objectAt(template, 'spec'), 'nodeClassRef');
  const group = stringAt(reference, 'group') ?? '';
  const kind = stringAt(reference, 'kind') ?? '';
  if (kind === 'EC2NodeClass') return undefined;
  // Of a group that is not substituted yet, the kind decides.
  if (group.startsWith('$')) return kind === '' ? undefined : `${kind} of ${group}`;
  if (!group.includes('.') || group === 'karpenter.sh' || group.includes('/')) return undefined;
  return distance(group, AWS) <= TYPO ? undefined : `${kind} of ${group}`;
}

/** A node class of EKS Auto Mode, such as `NodeClass of eks.amazonaws.com`; its CRD is only in clusters that have that mode. */
export function autoModeClass(object: ValueObject): string | undefined {
  const [group] = (stringAt(object, 'apiVersion') ?? '').split('/');
  return group === AUTO_MODE && stringAt(object, 'kind') === 'NodeClass'
    ? `NodeClass of ${AUTO_MODE}`
    : undefined;
}

/** Whose rules a NodePool is validated by at run time. */
export function providerOf(object: ValueObject): 'aws' | 'core' {
  return stringAt(object, 'kind') === 'NodePool' && otherNodeClass(object) !== undefined ? 'core' : 'aws';
}
