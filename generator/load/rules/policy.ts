import type { Fields } from './fields.ts';
import { checkId } from './own-rule.ts';
import type {
  AdmissionPolicy,
  LabelSelector,
  ParamRef,
  PolicyBinding,
  PolicyValidation,
  ResourceMatch,
  ResourceRule,
  SourceText,
} from './types.ts';

/** The API group of policies and bindings. */
export const ADMISSION = 'admissionregistration.k8s.io';

const NO_EXPRESSION = 'Write it in CEL; the API server rejects the policy without it';

/** A ValidatingAdmissionPolicy; fields that say nothing about objects, such as auditAnnotations, are left out. */
export function readPolicy(fields: Fields, file: string): AdmissionPolicy | undefined {
  const spec = fields.inner('spec');
  const name = fields
    .inner('metadata')
    ?.required('name', 'Give the policy a name: findings and waivers refer to it');
  if (!spec || name === undefined) {
    if (!fields.has('spec'))
      fields.fault([], 'the policy has no spec', 'Add its matchConstraints and validations');
    return undefined;
  }
  checkId(fields, name, ['metadata', 'name']);
  if (!spec.has('matchConstraints'))
    spec.fault(
      [],
      'the policy has no matchConstraints',
      'Add its resourceRules; the API server rejects the policy without them',
    );
  if (!spec.has('validations') && !spec.has('auditAnnotations'))
    spec.fault([], 'the policy has no validations', 'Add one; the API server rejects the policy without it');
  const paramKind = readParamKind(spec.inner('paramKind'));
  return {
    name,
    at: fields.at,
    file,
    failurePolicy: spec.oneOf('failurePolicy', ['Fail', 'Ignore'], 'Fail'),
    ...(paramKind ? { paramKind } : {}),
    matchConstraints: readResourceMatch(spec.inner('matchConstraints')),
    matchConditions: spec.list('matchConditions').flatMap(readNamed),
    variables: spec.list('variables').flatMap(readNamed),
    validations: spec.list('validations').flatMap(readValidation),
  };
}

function readParamKind(fields: Fields | undefined): AdmissionPolicy['paramKind'] {
  const apiVersion = fields?.required('apiVersion', 'Name the version of the params, as v1');
  const kind = fields?.required('kind', 'Name the kind of the params, as ConfigMap');
  return apiVersion === undefined || kind === undefined ? undefined : { apiVersion, kind };
}

function readNamed(fields: Fields): { name: string; expression: SourceText }[] {
  const name = fields.required('name', 'Name it');
  const expression = fields.text('expression', fields.required('expression', NO_EXPRESSION));
  return name === undefined || expression === undefined ? [] : [{ name, expression }];
}

function readValidation(fields: Fields): PolicyValidation[] {
  const expression = fields.text('expression', fields.required('expression', NO_EXPRESSION));
  if (expression === undefined) return [];
  const [message, reason] = [fields.string('message'), fields.string('reason')];
  const messageExpression = fields.text('messageExpression', fields.string('messageExpression'));
  return [
    {
      at: fields.at,
      expression,
      ...(message === undefined ? {} : { message }),
      ...(messageExpression === undefined ? {} : { messageExpression }),
      ...(reason === undefined ? {} : { reason }),
    },
  ];
}

/** A ValidatingAdmissionPolicyBinding. */
export function readBinding(fields: Fields): PolicyBinding | undefined {
  const spec = fields.inner('spec');
  const policyName = spec?.required('policyName', 'Set policyName to the policy that it binds');
  if (!spec || policyName === undefined) return undefined;
  const paramRef = readParamRef(spec.inner('paramRef'));
  const actions = spec.strings('validationActions');
  if (actions === undefined || actions.length === 0)
    spec.fault([], 'the binding has no validationActions', 'Use Deny, Warn or Audit');
  for (const [i, action] of (actions ?? []).entries())
    if (!['Deny', 'Warn', 'Audit'].includes(action))
      spec.fault(
        ['validationActions', i],
        `validationActions cannot hold ${action}`,
        'Use Deny, Warn or Audit',
      );
  return {
    name: fields.inner('metadata')?.string('name') ?? policyName,
    at: fields.at,
    policyName,
    validationActions: actions ?? [],
    matchResources: readResourceMatch(spec.inner('matchResources')),
    ...(paramRef ? { paramRef } : {}),
  };
}

function readParamRef(fields: Fields | undefined): ParamRef | undefined {
  if (!fields) return undefined;
  const selector = readSelector(fields.inner('selector'));
  const texts = ['name', 'namespace', 'parameterNotFoundAction'].flatMap((key) => {
    const value = fields.string(key);
    return value === undefined ? [] : [[key, value] as const];
  });
  return { ...Object.fromEntries(texts), ...(selector ? { selector } : {}) };
}

function readResourceMatch(fields: Fields | undefined): ResourceMatch {
  if (!fields) return {};
  const [objectSelector, namespaceSelector] = ['objectSelector', 'namespaceSelector'].map((key) =>
    readSelector(fields.inner(key)),
  );
  return {
    ...(fields.has('resourceRules')
      ? { resourceRules: fields.list('resourceRules').map(readResourceRule) }
      : {}),
    ...(fields.has('excludeResourceRules')
      ? { excludeResourceRules: fields.list('excludeResourceRules').map(readResourceRule) }
      : {}),
    ...(objectSelector ? { objectSelector } : {}),
    ...(namespaceSelector ? { namespaceSelector } : {}),
  };
}

const LISTS = ['apiGroups', 'apiVersions', 'operations', 'resources', 'resourceNames'];

function readResourceRule(fields: Fields): ResourceRule {
  const lists = LISTS.flatMap((key) => {
    const value = fields.strings(key);
    return value === undefined ? [] : [[key, value] as const];
  });
  const scope = fields.string('scope');
  return { ...Object.fromEntries(lists), ...(scope === undefined ? {} : { scope }) };
}

function readSelector(fields: Fields | undefined): LabelSelector | undefined {
  if (!fields) return undefined;
  const labels = fields.raw('matchLabels');
  const matchLabels =
    typeof labels === 'object' && labels !== null
      ? Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, String(value)]))
      : undefined;
  const matchExpressions = fields.list('matchExpressions').flatMap((one) => {
    const key = one.required('key', 'Name a label');
    const operator = one.required('operator', 'Use In, NotIn, Exists or DoesNotExist');
    const values = one.strings('values');
    if (key === undefined || operator === undefined) return [];
    return [{ key, operator, ...(values === undefined ? {} : { values }) }];
  });
  return { ...(matchLabels ? { matchLabels } : {}), matchExpressions };
}
