import { isObject, type Value } from '@kustomize-ts/core';
import { stringAt } from '../../instances/objects/fields.ts';
import type { RuntimeFinding } from './finding.ts';
import { nodeClassFindings } from './nodeclass.ts';
import { nodePoolFindings } from './nodepool.ts';
import { type RuntimeOptions, rulesFor } from './rules.ts';

export type { RuntimeFinding, RuntimeReason } from './finding.ts';
export { kubeletProblems } from './kubelet.ts';
export type { RuntimeOptions } from './rules.ts';

/**
 * How Karpenter's controllers treat an object that the API server has accepted: they reject it (error) or
 * ignore a part of it (warning). Other kinds than NodePool and EC2NodeClass, and what is not an object, give
 * nothing.
 *
 * Rules and messages are those of sigs.k8s.io/karpenter and github.com/aws/karpenter-provider-aws 1.8 to 1.15.
 */
export function validateRuntime(object: Value | undefined, options: RuntimeOptions): RuntimeFinding[] {
  if (!isObject(object)) return [];
  const kind = stringAt(object, 'kind');
  const group = (stringAt(object, 'apiVersion') ?? '').split('/')[0];
  if (kind === 'NodePool' && group === 'karpenter.sh') return nodePoolFindings(object, rulesFor(options));
  if (kind === 'EC2NodeClass' && group === 'karpenter.k8s.aws') {
    return nodeClassFindings(object, rulesFor(options), options);
  }
  return [];
}
