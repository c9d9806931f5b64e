import type { ValueObject } from '@kustomize-ts/core';
import type { Severity } from '../../diagnostics/diagnostic.ts';
import { LINT_CODES, type LintCode } from '../../diagnostics/lint-codes.ts';
import type { CodePage } from '../../diagnostics/page.ts';
import type { RuntimeReason } from '../karpenter/index.ts';
import { type ClusterView, viewOf } from './view.ts';

/** The environment that a cluster's objects are meant for. */
export interface LintEnvironment {
  name: string;
  /** The clusters' Kubernetes version, as `1.34`; rules that depend on it are lenient without it. */
  kubernetes?: string;
  /** `production` asks for more care. */
  tier?: string;
  /** Karpenter's version, as `1.15`. */
  karpenter: string;
}

export interface LintInput {
  environment: LintEnvironment;
  /** The objects of one cluster, after substitution: NodePools, EC2NodeClasses and others. */
  objects: readonly ValueObject[];
  /** What the pools must be able to run: objects that hold pods or pod templates. */
  workloads: readonly ValueObject[];
}

/** Something legal and still wrong. */
export interface LintFinding {
  code: LintCode;
  severity: Severity;
  /** What is wrong and why, one sentence without a final full stop. */
  message: string;
  /** How to fix it, an imperative sentence without a final full stop. */
  help: string;
  /** The object, as `NodePool/x`. */
  object: string;
  path: (string | number)[];
}

export interface LintRule {
  code: LintCode;
  /** Of its findings, unless one says otherwise. An error means that Karpenter certainly does not work as written. */
  severity: Severity;
  /** One line for lists of rules. */
  summary: string;
  /** The rule's documentation. */
  page: CodePage;
  /** The reason of the runtime finding at the same place that says the same, for those who show both. */
  repeats?: RuntimeReason;
  check(input: LintInput): LintFinding[];
}

/** A finding before its rule has put its name to it. */
export type Fault = Omit<LintFinding, 'code' | 'severity'> & { severity?: Severity };

interface RuleText extends CodePage {
  code: LintCode;
  severity: Severity;
  repeats?: RuntimeReason;
  find(view: ClusterView): Fault[];
}

/** A rule from its page and from what it looks for in a cluster. */
export function defineRule({ code, severity, repeats, find, ...page }: RuleText): LintRule {
  return {
    code,
    severity,
    summary: LINT_CODES[code],
    ...(repeats === undefined ? {} : { repeats }),
    page,
    check: (input) => find(viewOf(input)).map((fault) => ({ severity, ...fault, code })),
  };
}
