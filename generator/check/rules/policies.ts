import type { FieldRead } from '@poolwright/crd-validator/cel';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { AdmissionPolicy, PolicyBinding, PolicyValidation, RuleSet } from '../../load/index.ts';
import { type CompiledText, RuleCompiler } from './compiler.ts';
import { type BoundParams, paramsOf } from './params.ts';
import { REQUEST_FIELDS } from './request.ts';

const VARIABLES = ['object', 'oldObject', 'request', 'namespaceObject', 'variables'];

interface CompiledValidation {
  validation: PolicyValidation;
  expression: CompiledText;
  messageExpression: CompiledText | undefined;
}

interface NamedExpression {
  name: string;
  expression: CompiledText;
}

/** A policy that can be evaluated, with its bindings. */
export interface CompiledPolicy {
  policy: AdmissionPolicy;
  conditions: readonly NamedExpression[];
  variables: readonly NamedExpression[];
  validations: readonly CompiledValidation[];
  bindings: readonly { binding: PolicyBinding; params: BoundParams }[];
}

export function compilePolicies(set: RuleSet, report: (diagnostic: Diagnostic) => void): CompiledPolicy[] {
  for (const { policyName, at } of set.bindings)
    if (!set.policies.some(({ name }) => name === policyName))
      report(
        notEvaluated(
          policyName,
          'its policy is not in the rule files',
          'Add the policy to the rule files',
          at,
        ),
      );
  if (set.policies.length === 0) return [];
  let plain: RuleCompiler | undefined;
  let withParams: RuleCompiler | undefined;
  const compilerFor = ({ paramKind }: AdmissionPolicy): RuleCompiler => {
    if (paramKind) {
      withParams ??= new RuleCompiler([...VARIABLES, 'params'], report);
      return withParams;
    }
    plain ??= new RuleCompiler(VARIABLES, report);
    return plain;
  };
  return set.policies.flatMap((policy) => {
    const bindings = set.bindings.filter(({ policyName }) => policyName === policy.name);
    const compiled = compilePolicy(policy, compilerFor(policy), report);
    if (bindings.length === 0)
      report(
        notEvaluated(
          policy.name,
          'no binding in the rule files refers to it, and without one the API server does not enforce it',
          'Add its ValidatingAdmissionPolicyBinding to the rule files',
          policy.at,
        ),
      );
    if (!compiled) return [];
    const bound = bindings.flatMap((binding) => {
      const params = paramsOf(policy, binding, set.params);
      if (!('missing' in params)) return { binding, params };
      report(notEvaluated(policy.name, params.missing, 'Add the object to the rule files', binding.at));
      return [];
    });
    return bound.length === 0 ? [] : { policy, ...compiled, bindings: bound };
  });
}

function notEvaluated(rule: string, why: string, help: string, at: Diagnostic['at']): Diagnostic {
  return {
    code: 'rule-not-evaluated',
    severity: 'notice',
    rule,
    message: `${rule} is not evaluated: ${why}`,
    help,
    ...(at ? { at } : {}),
  };
}

/** Undefined where an expression is reported, or asks the cluster. */
function compilePolicy(
  policy: AdmissionPolicy,
  compiler: RuleCompiler,
  report: (diagnostic: Diagnostic) => void,
): Pick<CompiledPolicy, 'conditions' | 'variables' | 'validations'> | undefined {
  let isWhole = true;
  const names: string[] = [];
  const variables: NamedExpression[] = [];
  const compile = (source: PolicyValidation['expression'], type: 'bool' | 'string' | 'any') => {
    const compiled = compiler.compile(source, type, { request: REQUEST_FIELDS, variables: [...names] });
    if (compiled !== undefined && compiled !== 'authorizer')
      return { ...compiled, reads: compiled.reads.flatMap((read) => fieldsOf(read, variables)) };
    isWhole = false;
    if (compiled === 'authorizer')
      report(
        notEvaluated(
          policy.name,
          'it checks the permissions of users on a cluster',
          'Test it on a cluster',
          source.locate(),
        ),
      );
    return undefined;
  };
  for (const { name, expression: source } of policy.variables) {
    const expression = compile(source, 'any');
    names.push(name);
    if (expression) variables.push({ name, expression });
  }
  const conditions = policy.matchConditions.flatMap(({ name, expression: source }) => {
    const expression = compile(source, 'bool');
    return expression ? { name, expression } : [];
  });
  const validations = policy.validations.flatMap((validation) => {
    const expression = compile(validation.expression, 'bool');
    const messageExpression = validation.messageExpression && compile(validation.messageExpression, 'string');
    return expression ? { validation, expression, messageExpression } : [];
  });
  return isWhole ? { conditions, variables, validations } : undefined;
}

/** What is read by way of a variable is what that variable reads. */
function fieldsOf(read: FieldRead, variables: readonly NamedExpression[]): readonly FieldRead[] {
  const [root, name] = read.path;
  const variable = root === 'variables' ? variables.find((one) => one.name === name) : undefined;
  if (!variable) return [read];
  return variable.expression.reads.map(({ path }) => ({ path, at: read.at }));
}
