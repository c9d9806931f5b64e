import type { ValueObject } from '@kustomize-ts/core';
import { goQuote } from '@poolwright/crd-validator/go';
import { objectAt, stringAt } from '../../instances/objects/fields.ts';
import { aliasProblems, malformedAliases } from './ami-alias.ts';
import { type Problem, type RuntimeFinding, toFindings } from './finding.ts';
import { decodeProblems } from './go-decode.ts';
import { kubeletFindings } from './kubelet-findings.ts';
import type { Rules, RuntimeOptions } from './rules.ts';

const consumableCapacity = 'karpenter.k8s.aws/nvidia-consumable-capacity';
const restrictedTags: ReadonlySet<string> = new Set([
  'karpenter.sh/nodepool',
  'karpenter.sh/nodeclaim',
  'eks:eks-cluster-name',
  'karpenter.k8s.aws/ec2nodeclass',
]);
const clusterTag = 'kubernetes.io/cluster/';

/**
 * An EC2NodeClass as the provider's client decodes it and its status controller validates it without a call to AWS:
 * provider v1.15.1, pkg/controllers/nodeclass/validation.go, Reconcile. That one stops at the first reason,
 * this goes on.
 */
export function nodeClassFindings(
  object: ValueObject,
  rules: Rules,
  options: RuntimeOptions,
): RuntimeFinding[] {
  const undecodable = decodeProblems(object, 'v1.EC2NodeClass');
  if (undecodable.length > 0) return toFindings('TypedDecode', undecodable);
  const spec = objectAt(object, 'spec');
  const fatal = malformedAliases(spec);
  if (fatal.length > 0) return toFindings('ControllerExit', fatal);
  return [
    ...(rules.minor < 15 ? [] : sinceMinor15(object, spec, options)),
    ...toFindings('TagValidationFailed', tagProblems(spec)),
    ...toFindings('UnsupportedAlias', aliasProblems(spec, options.kubernetes)),
  ];
}

function sinceMinor15(object: ValueObject, spec: ValueObject, options: RuntimeOptions): RuntimeFinding[] {
  return [...kubeletFindings(spec, options), ...capacityFindings(object, options)];
}

function tagProblems(spec: ValueObject): Problem[] {
  const wrong = Object.keys(objectAt(spec, 'tags')).filter(isRestrictedTag);
  const [first] = wrong;
  if (first === undefined) return [];
  const message = `tags failed validation requirements (tags=${wrong.map(goQuote).join(', ')})`;
  const help = `Remove ${wrong.length === 1 ? first : 'these tags'}: Karpenter sets ${wrong.length === 1 ? 'it' : 'them'} itself`;
  return [{ message, help, path: wrong.length === 1 ? ['spec', 'tags', first] : ['spec', 'tags'] }];
}

function isRestrictedTag(key: string): boolean {
  if (!key.startsWith(clusterTag)) return restrictedTags.has(key);
  return /^[0-9A-Za-z][A-Za-z0-9\-_]*$/.test(key.slice(clusterTag.length));
}

// provider v1.15.1, pkg/providers/nvidiadra/consumablecapacity.go, ParseConsumableCapacity
function capacityFindings(object: ValueObject, options: RuntimeOptions): RuntimeFinding[] {
  const value = stringAt(objectAt(objectAt(object, 'metadata'), 'annotations'), consumableCapacity);
  if (value === undefined || value === '' || value === 'disabled') return [];
  const path = ['metadata', 'annotations', consumableCapacity];
  if (value !== 'memory' && value !== 'unlimited' && !isShareCount(value)) {
    const modes = '"disabled", "memory", "unlimited", or a positive integer share count';
    const message = `annotation ${consumableCapacity}, ${goQuote(value)} is not one of ${modes}`;
    const help = 'Set the annotation to disabled, memory, unlimited or a number of shares, such as "4"';
    return toFindings('NVIDIAConsumableCapacityInvalid', [{ message, help, path }]);
  }
  if (options.gates?.draNvidiaGpu === true) return [];
  const message = `annotation ${consumableCapacity} enables GPU sharing, but the DRANVIDIAGPU feature gate is disabled`;
  const help = 'Turn on the feature gate DRANVIDIAGPU of Karpenter, or set the annotation to disabled';
  return toFindings('DRADisabled', [{ message, help, path }]);
}

function isShareCount(text: string): boolean {
  if (!/^\+?\d{1,30}$/.test(text)) return false;
  const count = BigInt(text.replace('+', ''));
  return count >= 1n && count < 2n ** 63n;
}
