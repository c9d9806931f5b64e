import type { ValueObject } from '@kustomize-ts/core';
import type { Location, Severity } from '../../diagnostics/diagnostic.ts';

/** An expression of a rule file, and the lines that its parts are written on. */
export interface SourceText {
  text: string;
  /** Where a part of the text is, in UTF-16 units; all of it without them. */
  locate(start?: number, end?: number): Location;
}

/** What the rule files of a team hold. */
export interface RuleSet {
  rules: readonly OwnRule[];
  policies: readonly AdmissionPolicy[];
  bindings: readonly PolicyBinding[];
  /** Other objects of the files, which policies may take as params. */
  params: readonly ValueObject[];
  /** The files, relative to the repository's root. */
  files: readonly string[];
}

/** A rule of a `rules` list. */
export interface OwnRule {
  id: string;
  at: Location;
  file: string;
  match: RuleMatch;
  expression: SourceText;
  message?: string;
  messageExpression?: SourceText;
  severity: Severity;
  help?: string;
  /** The field that findings point at, such as `spec.limits.cpu`. */
  field?: string;
}

/** The objects that a rule is about; each part that is given narrows it. */
export interface RuleMatch {
  apiVersion?: string;
  kinds?: readonly string[];
  environments?: readonly string[];
  tiers?: readonly string[];
  clusters?: readonly string[];
}

/** A ValidatingAdmissionPolicy, as far as it is evaluated. */
export interface AdmissionPolicy {
  name: string;
  at: Location;
  file: string;
  failurePolicy: 'Fail' | 'Ignore';
  paramKind?: { apiVersion: string; kind: string };
  matchConstraints: ResourceMatch;
  matchConditions: readonly { name: string; expression: SourceText }[];
  variables: readonly { name: string; expression: SourceText }[];
  validations: readonly PolicyValidation[];
}

export interface PolicyValidation {
  at: Location;
  expression: SourceText;
  message?: string;
  messageExpression?: SourceText;
  reason?: string;
}

/** `matchConstraints` of a policy or `matchResources` of a binding. */
export interface ResourceMatch {
  resourceRules?: readonly ResourceRule[];
  excludeResourceRules?: readonly ResourceRule[];
  objectSelector?: LabelSelector;
  namespaceSelector?: LabelSelector;
}

export interface ResourceRule {
  apiGroups?: readonly string[];
  apiVersions?: readonly string[];
  operations?: readonly string[];
  resources?: readonly string[];
  resourceNames?: readonly string[];
  scope?: string;
}

export type LabelSelector = {
  matchLabels?: Record<string, string>;
  matchExpressions?: { key: string; operator: string; values?: string[] }[];
};

/** A ValidatingAdmissionPolicyBinding. */
export interface PolicyBinding {
  name: string;
  at: Location;
  policyName: string;
  validationActions: readonly string[];
  matchResources: ResourceMatch;
  paramRef?: ParamRef;
}

export interface ParamRef {
  name?: string;
  namespace?: string;
  selector?: LabelSelector;
  parameterNotFoundAction?: string;
}

export const noRules: RuleSet = { rules: [], policies: [], bindings: [], params: [], files: [] };

/** The names that findings, waivers and `explain` know rules and policies by. */
export function ruleNames({ rules, policies }: RuleSet): string[] {
  return [...rules.map(({ id }) => id), ...policies.map(({ name }) => name)];
}
