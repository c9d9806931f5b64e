import { labelSelector } from '../../instances/objects/label-selector.ts';
import { labelsOf } from '../../instances/objects/metadata.ts';
import type { LabelSelector, ResourceMatch, ResourceRule } from '../../load/index.ts';
import type { Attributes } from './attributes.ts';

/**
 * Whether a policy or binding is about a request (apiserver v0.37, pkg/admission/plugin/policy/matching). Karpenter's kinds have no
 * namespace, and so no namespaceSelector leaves them out; nor do they have another resource that matchPolicy could mean.
 */
export function isMatch(match: ResourceMatch, attributes: Attributes): boolean {
  if (!selectsEither(match.objectSelector, attributes)) return false;
  if (match.excludeResourceRules?.some((rule) => isRuleMatch(rule, attributes))) return false;
  const rules = match.resourceRules ?? [];
  return rules.length === 0 || rules.some((rule) => isRuleMatch(rule, attributes));
}

function isRuleMatch(rule: ResourceRule, attributes: Attributes): boolean {
  const { group, version, resource, name, operation } = attributes;
  const names = rule.resourceNames ?? [];
  return (
    has(rule.apiGroups, group) &&
    has(rule.apiVersions, version) &&
    has(rule.operations, operation) &&
    (has(rule.resources, resource) || has(rule.resources, '*/*')) &&
    (rule.scope === undefined || rule.scope === '*' || rule.scope === 'Cluster') &&
    (names.length === 0 || names.includes(name))
  );
}

function has(list: readonly string[] | undefined, value: string): boolean {
  return list?.some((one) => one === '*' || one === value) ?? false;
}

/** On update the labels before or after decide. */
function selectsEither(selector: LabelSelector | undefined, { object, oldObject }: Attributes): boolean {
  if (selector === undefined) return true;
  const selects = labelSelector(selector);
  return selects(labelsOf(object)) || (oldObject !== undefined && selects(labelsOf(oldObject)));
}
