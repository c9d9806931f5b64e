import { noPaths } from '../../../../generator/check/crd/path-tree.ts';
import { compileRuleSet } from '../../../../generator/check/rules/index.ts';
import { readRules } from '../../../../generator/load/rules/index.ts';
import type { PolicyCase } from '../../../fuzz/policy-maker.ts';
import { memoryHost } from '../../load/helper.ts';

const BINDING = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingAdmissionPolicyBinding',
  metadata: { name: 'policy' },
  spec: { policyName: 'policy', validationActions: ['Deny'] },
};

/**
 * What we decide: `deny: MESSAGE`, or `error` for each validation that does not pass; undefined where an expression cannot
 * be compiled.
 */
export function decisionsOf({ policy, object, oldObject, params }: PolicyCase): string[] | undefined {
  const paramRef = params ? { paramRef: { name: 'params', parameterNotFoundAction: 'Deny' } } : {};
  const binding = { ...BINDING, spec: { ...BINDING.spec, ...paramRef } };
  const text = [policy, binding, ...(params ? [params] : [])]
    .map((one) => JSON.stringify(one))
    .join('\n---\n');
  const { rules, diagnostics } = readRules(
    memoryHost({ 'rules.yaml': text }),
    ['rules.yaml'],
    () => undefined,
  );
  if (diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics));
  const compiled = compileRuleSet(rules);
  if (compiled.diagnostics.some(({ code }) => code === 'rule-invalid')) return undefined;
  const subject = {
    object,
    name: 'Thing/thing',
    scope: { karpenter: '1.15' },
    locate: () => ({ file: 'thing.yaml', line: 1, column: 1 }),
    placeholders: noPaths,
  };
  return compiled
    .check(subject, { object, old: () => oldObject })
    .flatMap(({ code, severity, message }) => {
      if (code === 'own-rule') return [`deny: ${message}`];
      return severity === 'error' ? ['error'] : [];
    })
    .sort();
}
