import type { ValueObject } from '@kustomize-ts/core';
import { amiFamily } from '../../instances/objects/ami-family.ts';
import { objectAt } from '../../instances/objects/fields.ts';
import { amiFamilyPaths } from './ami-alias.ts';
import { type Problem, type RuntimeFinding, type RuntimeReason, toFindings } from './finding.ts';
import { kubeletProblems } from './kubelet.ts';
import { expressionProblems } from './kubelet-cel.ts';
import { kubeletExpressions } from './kubelet-expressions.ts';
import { unsupportedProblems } from './kubelet-family.ts';
import type { RuntimeOptions } from './rules.ts';

const disabledText = 'spec.kubelet contains a CEL expression, but the NodeClassCEL feature gate is disabled';
const DISABLED_HELP =
  'Write plain numbers and quantities, or turn on the feature gate NodeClassCEL of Karpenter';

/** spec.kubelet as the node class controller of provider 1.15 validates it. */
export function kubeletFindings(spec: ValueObject, options: RuntimeOptions): RuntimeFinding[] {
  const kubelet = objectAt(spec, 'kubelet');
  if (Object.keys(kubelet).length === 0) return [];
  const invalid = kubeletProblems(kubelet);
  if (invalid.length > 0) return located('InvalidKubeletConfiguration', invalid);
  return [
    ...expressionFindings(kubelet, options),
    ...located(
      'UnsupportedKubeletConfiguration',
      unsupportedProblems(kubelet, amiFamily(spec)).map((one) => ({ ...one, reads: amiFamilyPaths(spec) })),
    ),
  ];
}

function expressionFindings(kubelet: ValueObject, options: RuntimeOptions): RuntimeFinding[] {
  const expressions = kubeletExpressions(kubelet);
  const [first] = expressions;
  if (first === undefined) return [];
  if (options.gates?.nodeClassCEL !== true) {
    return located('KubeletExpressionsDisabled', [
      { message: disabledText, help: DISABLED_HELP, path: first.path },
    ]);
  }
  return expressionProblems(expressions).flatMap((problem) => located(problem.reason, [problem]));
}

function located(reason: RuntimeReason, problems: readonly Problem[]): RuntimeFinding[] {
  return toFindings(
    reason,
    problems.map((problem) => ({ ...problem, path: ['spec', 'kubelet', ...problem.path] })),
  );
}
