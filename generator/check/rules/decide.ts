import type { ValueObject } from '@kustomize-ts/core';
import { CelFault, celValue } from '@poolwright/crd-validator/cel';
import type { Diagnostic, Severity } from '../../diagnostics/diagnostic.ts';
import type { AdmissionPolicy, PolicyBinding, PolicyValidation, SourceText } from '../../load/index.ts';
import { type Path, pathText } from '../../render/index.ts';
import type { Subject } from '../subject.ts';
import { blamedField } from './blame.ts';
import { faultDiagnostic } from './faults.ts';
import { lazyVariables } from './lazy-variables.ts';
import { messageOf } from './message.ts';
import type { CompiledPolicy } from './policies.ts';
import { requestValue } from './request.ts';
import { isMatch } from './resource-match.ts';
import type { RuleState } from './state.ts';

/** What the API server would decide for an object, by each of the policy's bindings and params. */
export function checkPolicy(policy: CompiledPolicy, subject: Subject, state: RuleState): Diagnostic[] {
  if (!isMatch(policy.policy.matchConstraints, state.attributes)) return [];
  const found: Diagnostic[] = [];
  for (const { binding, params } of policy.bindings) {
    if (!isMatch(binding.matchResources, state.attributes)) continue;
    const severity = severityOf(binding);
    if (severity === undefined) continue;
    for (const param of params.objects) found.push(...decisions(policy, subject, state, param, severity));
  }
  return found;
}

/** Of several actions the one that hurts most. */
function severityOf({ validationActions }: PolicyBinding): Severity | undefined {
  if (validationActions.includes('Deny')) return 'error';
  if (validationActions.includes('Warn')) return 'warning';
  return validationActions.includes('Audit') ? 'notice' : undefined;
}

function decisions(
  { policy, conditions, variables, validations }: CompiledPolicy,
  subject: Subject,
  { object, oldObject, attributes }: RuleState,
  param: ValueObject | undefined,
  severity: Severity,
): Diagnostic[] {
  const values: Record<string, unknown> = {
    object,
    oldObject: oldObject ?? null,
    request: requestValue(attributes),
    // Karpenter's kinds have no namespace.
    namespaceObject: null,
    params: param === undefined ? null : celValue(param),
  };
  values.variables = lazyVariables(variables, values);
  const faultOf = (fault: CelFault, source: SourceText): Diagnostic => {
    const isIgnored = policy.failurePolicy === 'Ignore';
    const effect = isIgnored
      ? 'the API server ignores that, by its failurePolicy'
      : severity === 'error'
        ? 'the API server rejects the object for that, by its failurePolicy'
        : undefined;
    return faultDiagnostic(
      fault,
      {
        rule: policy.name,
        source,
        severity: isIgnored ? 'notice' : severity,
        ...(effect === undefined ? {} : { effect }),
      },
      subject,
    );
  };
  const matched = matchedBy(conditions, values);
  if (matched === false) return [];
  if (matched !== true) return [faultOf(matched.fault, matched.source)];
  return validations.flatMap(({ validation, expression, messageExpression }) => {
    try {
      if (expression.evaluate(values) === true) return [];
    } catch (cause) {
      if (!(cause instanceof CelFault)) throw cause;
      return [faultOf(cause, validation.expression)];
    }
    const { text } = messageOf({ expression, message: validation.message, messageExpression }, values);
    return [
      denied(
        policy,
        validation,
        { text, severity, path: blamedField(undefined, expression, messageExpression) },
        subject,
      ),
    ];
  });
}

/** Whether all match conditions hold; one that does not decides over another that fails. */
function matchedBy(
  conditions: CompiledPolicy['conditions'],
  values: Readonly<Record<string, unknown>>,
): boolean | { fault: CelFault; source: SourceText } {
  let failed: { fault: CelFault; source: SourceText } | undefined;
  for (const { expression } of conditions) {
    try {
      if (expression.evaluate(values) !== true) return false;
    } catch (cause) {
      if (!(cause instanceof CelFault)) throw cause;
      failed ??= { fault: cause, source: expression.source };
    }
  }
  return failed ?? true;
}

function denied(
  policy: AdmissionPolicy,
  validation: PolicyValidation,
  { text, severity, path }: { text: string; severity: Severity; path: Path },
  subject: Subject,
): Diagnostic {
  const { environment } = subject.scope;
  return {
    code: 'own-rule',
    severity,
    rule: policy.name,
    message: text,
    at: subject.locate(path),
    ...(environment === undefined ? {} : { environment }),
    object: subject.name,
    ...(path.length === 0 ? {} : { field: pathText(path) }),
    related: [{ message: `the policy ${policy.name}`, at: validation.at }],
  };
}
