import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { FLEET_WITH_RULES, findingsOf, linesOf } from './helper.ts';

interface Options {
  spec?: string;
  actions?: string;
  binding?: string;
  resources?: string;
  more?: string;
}

/** A policy on node pools with one validation or what `spec` has, and its binding. */
function policy({
  spec = 'validations: [{ expression: object.spec.limits.cpu == "1", message: one CPU }]',
  actions = '[Deny]',
  binding = '',
  resources = '[nodepools]',
  more = '',
}: Options = {}): string {
  return `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: { name: one-cpu }
spec:
  matchConstraints:
    resourceRules: [{ apiGroups: [karpenter.sh], apiVersions: ["*"], operations: [CREATE, UPDATE], resources: ${resources} }]
  ${spec.replaceAll('\n', '\n  ')}
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: { name: one-cpu }
spec:
  policyName: one-cpu
  validationActions: ${actions}
  ${binding.replaceAll('\n', '\n  ')}
${more}`;
}

const FOUND = ['dev', 'prod'].map((name) => `own-rule/one-cpu fleet.yaml:15:24 ${name}: one CPU`);

test('a bound policy is what the API server answers, by its actions', () => {
  assert.equal(
    linesOf(policy()),
    FOUND.map((line) => `error ${line}`),
  );
  assert.equal(
    linesOf(policy({ actions: '[Audit, Warn]' })),
    FOUND.map((line) => `warning ${line}`),
  );
  assert.equal(
    linesOf(policy({ actions: '[Audit]' })),
    FOUND.map((line) => `notice ${line}`),
  );
  const [found] = findingsOf(policy());
  assert.is(found?.object, 'NodePool/general');
  assert.is(found?.related?.[0]?.at.line, 7);
});

test('a policy without a binding is not enforced, which is a notice', () => {
  const [alone = ''] = policy().split('---\n');
  assert.equal(linesOf(alone), [
    'notice rule-not-evaluated/one-cpu rules/own.yaml:1:1: one-cpu is not evaluated: no binding in the rule files refers to it, and without one the API server does not enforce it',
  ]);
  assert.match(
    linesOf(policy().split('---\n')[1] ?? '').join('\n'),
    /^notice rule-not-evaluated.*its policy is not in/,
  );
});

test('resource rules, selectors and names decide what a policy is about', () => {
  assert.equal(linesOf(policy({ resources: '[ec2nodeclasses]' })), []);
  assert.is(linesOf(policy({ resources: '["*"]' })).length, 2);
  assert.is(linesOf(policy({ resources: '["*/*"]' })).length, 2);
  assert.equal(linesOf(policy({ resources: '[nodepools/status]' })), []);
  const rule = (more: string) =>
    policy().replace('resources: [nodepools] }]', `resources: [nodepools] ${more} }]`);
  assert.equal(linesOf(rule(', resourceNames: [other]')), []);
  assert.is(linesOf(rule(', resourceNames: [general]')).length, 2);
  assert.equal(linesOf(rule(', scope: Namespaced')), []);
  const excluded = policy().replace(
    '  matchConstraints:\n',
    '  matchConstraints:\n    excludeResourceRules: [{ apiGroups: ["*"], apiVersions: [v1], operations: [CREATE], resources: [nodepools] }]\n',
  );
  assert.equal(linesOf(excluded), []);
  const selected = (selector: string) =>
    linesOf(policy({ binding: `matchResources: { objectSelector: ${selector} }` })).length;
  assert.is(selected('{ matchLabels: { team: web } }'), 0);
  assert.is(selected('{ matchExpressions: [{ key: team, operator: DoesNotExist }] }'), 2);
  assert.is(selected('{ matchExpressions: [{ key: team, operator: In, values: [web] }] }'), 0);
  assert.is(
    linesOf(policy({ binding: 'matchResources: { namespaceSelector: { matchLabels: { a: b } } }' })).length,
    2,
    'cluster-scoped objects are never left out by their namespace',
  );
});

test('variables are evaluated when they are read, and their errors are at their own place', () => {
  const spec = `variables:
  - { name: cpu, expression: object.spec.limits.cpu }
  - { name: broken, expression: object.spec.nothing }
validations:
  - { expression: variables.cpu == "1", messageExpression: '"cpu is " + variables.cpu' }`;
  assert.equal(
    linesOf(policy({ spec })).map((line) => line.replace(/ (dev|prod): .*/, '')),
    ['error own-rule/one-cpu fleet.yaml:15:24', 'error own-rule/one-cpu fleet.yaml:15:24'],
  );
  const [fault = ''] = linesOf(
    policy({ spec: spec.replace('variables.cpu == "1"', 'variables.broken == "1"') }),
  );
  assert.is(
    fault,
    'error rule-error/one-cpu rules/own.yaml:9:47 dev: one-cpu cannot be evaluated: composited variable "broken" fails to evaluate: no such key: nothing; the API server rejects the object for that, by its failurePolicy',
  );
  assert.match(
    linesOf(policy({ spec: spec.replace('variables.cpu == "1"', 'variables.cpus == "1"') })).join('\n'),
    'rule-invalid rules/own.yaml:11:21: variables has no field cpus',
  );
});

test('failurePolicy decides what an error of evaluation does', () => {
  const spec = (failure: string) =>
    `failurePolicy: ${failure}\nvalidations: [{ expression: object.spec.nothing == 1 }]`;
  assert.match(
    linesOf(policy({ spec: spec('Ignore') }))[0] ?? '',
    /^notice rule-error.*the API server ignores that/,
  );
  assert.match(linesOf(policy({ spec: spec('Fail') }))[0] ?? '', /^error rule-error.*rejects the object/);
  assert.match(linesOf(policy({ spec: spec('Fail'), actions: '[Warn]' }))[0] ?? '', /^warning rule-error/);
});

test('match conditions come first; one that does not hold decides over one that fails', () => {
  const spec = (...conditions: string[]) => `matchConditions:
${conditions.map((one, i) => `  - { name: c${i}, expression: '${one}' }`).join('\n')}
validations: [{ expression: object.spec.limits.cpu == "1", message: one CPU }]`;
  assert.is(linesOf(policy({ spec: spec('object.kind == "NodePool"') })).length, 2);
  assert.equal(linesOf(policy({ spec: spec('object.spec.nothing == 1', 'object.kind == "X"') })), []);
  assert.match(
    linesOf(policy({ spec: spec('object.spec.nothing == 1', 'object.kind == "NodePool"') }))[0] ?? '',
    'error rule-error/one-cpu rules/own.yaml:8:',
  );
});

test('params come from the rule files, by name and namespace or by labels', () => {
  const spec = `paramKind: { apiVersion: v1, kind: ConfigMap }
validations: [{ expression: 'object.spec.limits.cpu == params.data.cpu', messageExpression: '"not " + params.data.cpu' }]`;
  const config = (name: string, cpu: string) =>
    `---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: ops, labels: { limits: all } }\ndata: { cpu: "${cpu}" }\n`;
  const ref = (text: string) => `paramRef: { ${text}, parameterNotFoundAction: Deny }`;
  const named = { spec, binding: ref('name: cpu, namespace: ops') };
  assert.match(linesOf(policy({ ...named, more: config('cpu', '7') }))[0] ?? '', /: not 7$/);
  assert.equal(linesOf(policy({ ...named, more: config('cpu', '100') })), []);
  assert.match(
    linesOf(policy({ ...named, more: config('other', '7') })).join('\n'),
    /^notice rule-not-evaluated\/one-cpu .*its params, ConfigMap cpu, are not in the rule files$/,
  );
  const selected = { spec, binding: ref('selector: { matchLabels: { limits: all } }') };
  assert.is(linesOf(policy({ ...selected, more: config('a', '7') + config('b', '8') })).length, 4);
});

test('what only a cluster knows is not evaluated', () => {
  const spec = (expression: string) => `validations: [{ expression: '${expression}' }]`;
  assert.match(
    linesOf(policy({ spec: spec('request.userInfo.username == "flux"') }))[0] ?? '',
    /^notice rule-not-evaluated\/one-cpu rules\/own.yaml:7:.*request.userInfo is known only on a cluster$/,
  );
  assert.equal(
    linesOf(policy({ spec: spec('authorizer.group("").resource("pods").check("get").allowed()') })),
    [
      'notice rule-not-evaluated/one-cpu rules/own.yaml:7:32: one-cpu is not evaluated: it checks the permissions of users on a cluster',
    ],
  );
  assert.equal(
    linesOf(
      policy({
        spec: spec(
          'request.operation == "CREATE" && request.resource.resource == "nodepools" && oldObject == null && namespaceObject == null',
        ),
      }),
    ),
    [],
  );
  assert.match(
    linesOf(policy({ spec: spec('request.user == "x"') })).join('\n'),
    'request has no field user',
  );
});

test('a policy is waived by its name', () => {
  const fleet = `${FLEET_WITH_RULES}    waivers: [{ code: one-cpu, environment: prod, reason: later, expires: 2026-02-01 }]\n`;
  assert.equal(linesOf(policy(), fleet), [`error ${FOUND[0]}`]);
});

test.run();
