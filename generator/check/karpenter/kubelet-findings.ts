import type { ValueObject } from '@kustomize-ts/core';
import { amiFamily } from './ami-alias.ts';
import { objectAt } from './fields.ts';
import { type Problem, type RuntimeFinding, type RuntimeReason, toFindings } from './finding.ts';
import { kubeletProblems } from './kubelet.ts';
import { expressionProblems } from './kubelet-cel.ts';
import { kubeletExpressions } from './kubelet-expressions.ts';
import { unsupportedProblems } from './kubelet-family.ts';
import type { RuntimeOptions } from './rules.ts';

const disabledText = 'spec.kubelet contains a CEL expression, but the NodeClassCEL feature gate is disabled';

/** spec.kubelet as the node class controller of provider 1.15 judges it. */
export function kubeletFindings(spec: ValueObject, options: RuntimeOptions): RuntimeFinding[] {
  const kubelet = objectAt(spec, 'kubelet');
  if (Object.keys(kubelet).length === 0) return [];
  const invalid = kubeletProblems(kubelet);
  if (invalid.length > 0) return located('InvalidKubeletConfiguration', invalid);
  return [
    ...expressionFindings(kubelet, options),
    ...located('UnsupportedKubeletConfiguration', unsupportedProblems(kubelet, amiFamily(spec))),
  ];
}

function expressionFindings(kubelet: ValueObject, options: RuntimeOptions): RuntimeFinding[] {
  const expressions = kubeletExpressions(kubelet);
  const [first] = expressions;
  if (first === undefined) return [];
  if (options.gates?.nodeClassCEL !== true) {
    return located('KubeletExpressionsDisabled', [{ message: disabledText, path: first.path }]);
  }
  return expressionProblems(expressions).flatMap((problem) => located(problem.reason, [problem]));
}

function located(reason: RuntimeReason, problems: readonly Problem[]): RuntimeFinding[] {
  return toFindings(
    reason,
    problems.map(({ message, path }) => ({ message, path: ['spec', 'kubelet', ...path] })),
  );
}
