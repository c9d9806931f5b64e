import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { change, FLEET, generatedFiles } from '../support/fleets.ts';
import { expectStatus, expectText, PROJECT } from '../support/run.ts';
import { withSandbox } from '../support/sandbox.ts';
import { makeRepository, typed } from './shell.ts';

const RULES = `rules:
  - id: cpu-cap
    match: { kinds: [NodePool] }
    expression: quantity(object.spec.limits.cpu).isLessThan(quantity("50"))
    message: pools have less than 50 CPUs
    help: Lower limits.cpu
`;
const files = (rules: string) => ({
  'fleet.yaml': `${FLEET}  checks: { rules: [rules/*.yaml] }\n`,
  'rules/own.yaml': rules,
});
const PASSING = change(RULES, '"50"', '"500"');

test('generate writes nothing when a rule fails, and exits with 1; with 2 when the rule is wrong', () =>
  withSandbox(files(RULES), (sandbox) => {
    const failed = sandbox.poolwright('generate');
    expectStatus(failed, 1);
    expectText(failed.stderr, [
      'error[cpu-cap]: pools have less than 50 CPUs',
      'fleet.yaml:15:24',
      'help: Lower limits.cpu',
      'rules/own.yaml:2:5: the rule cpu-cap',
    ]);
    sandbox.write('rules/own.yaml', change(RULES, 'object.spec', 'objct.spec'));
    const wrong = sandbox.poolwright('generate');
    expectStatus(wrong, 2);
    expectText(wrong.stderr, ['error[rule-invalid]: unknown variable objct', 'rules/own.yaml:4:26']);
    sandbox.write('rules/own.yaml', change(RULES, 'isLessThan', 'isLessThn'));
    expectStatus(sandbox.poolwright('generate'), 2);
    sandbox.write('rules/own.yaml', 'rules: {}\n');
    expectStatus(sandbox.poolwright('generate'), 2);
  }));

test('a cached result is not used once a rule file changes or one is added', () =>
  withSandbox(files(PASSING), (sandbox) => {
    expectStatus(sandbox.poolwright('generate'), 0);
    expectStatus(sandbox.poolwright('validate'), 0);
    sandbox.write('rules/own.yaml', RULES);
    expectStatus(sandbox.poolwright('validate'), 1);
    sandbox.write('rules/own.yaml', PASSING);
    expectStatus(sandbox.poolwright('validate'), 0);
    sandbox.write('rules/other.yaml', change(RULES, 'cpu-cap', 'other'));
    expectStatus(sandbox.poolwright('validate'), 1);
  }));

test('reports name the rule; JSON keeps the code', () =>
  withSandbox(files(RULES), (sandbox) => {
    const report = (format: string) => sandbox.poolwright('generate', '--format', format).stdout;
    const [first] = JSON.parse(report('json')).diagnostics;
    assert.equal([first.code, first.rule, first.severity], ['own-rule', 'cpu-cap', 'error']);
    const [run] = JSON.parse(report('sarif')).runs;
    assert.equal(run.tool.driver.rules[0], {
      id: 'cpu-cap',
      shortDescription: { text: 'the rule cpu-cap in rules/own.yaml' },
      help: { text: 'Lower limits.cpu' },
    });
    assert.equal([run.results[0].ruleId, run.results[0].ruleIndex], ['cpu-cap', 0]);
    assert.match(report('github'), 'title=poolwright cpu-cap::');
    assert.match(report('junit'), 'classname="poolwright.cpu-cap"');
    assert.match(report('markdown'), '`cpu-cap`');
  }));

test('explain shows a rule of the fleet', () =>
  withSandbox(files(RULES), (sandbox) => {
    const { status, stdout } = sandbox.poolwright('explain', 'cpu-cap');
    assert.is(status, 0);
    expectText(stdout, ['# cpu-cap', 'rules/own.yaml:2:5', 'kinds NodePool', 'Lower limits.cpu']);
    expectStatus(sandbox.poolwright('explain', 'cpu-cup'), 2);
  }));

test('the gate and commit use the rules that are staged', () =>
  withSandbox({ ...generatedFiles(), ...files(PASSING) }, (sandbox) => {
    makeRepository(sandbox);
    sandbox.write('rules/own.yaml', RULES);
    // What is staged counts.
    expectStatus(typed(sandbox, 'git commit -q --allow-empty -m nothing'), 0);
    expectStatus(sandbox.poolwright('gate'), 0);
    expectStatus(typed(sandbox, 'git add rules'), 0);
    const stopped = sandbox.poolwright('gate');
    expectStatus(stopped, 1);
    expectText(stopped.stderr, ['error[cpu-cap]']);
    sandbox.write('rules/own.yaml', PASSING);
    expectStatus(sandbox.poolwright('gate'), 1);
    sandbox.write('rules/own.yaml', change(PASSING, '"500"', '"600"'));
    expectStatus(typed(sandbox, 'git add rules'), 0);
    expectStatus(sandbox.poolwright('gate'), 0);
  }));

test('commit brings the rule files with the fleet', () =>
  withSandbox({ ...generatedFiles(), ...files(PASSING) }, (sandbox) => {
    makeRepository(sandbox);
    sandbox.write('rules/own.yaml', change(PASSING, '"500"', '"600"'));
    sandbox.write('fleet.yaml', change(sandbox.read('fleet.yaml'), 'cpu: "100"', 'cpu: "90"'));
    expectStatus(sandbox.poolwright('generate'), 0);
    expectStatus(sandbox.poolwright('commit'), 0);
    const { stdout } = typed(sandbox, 'git show --name-only --format= HEAD');
    expectText(stdout, ['fleet.yaml', 'rules/own.yaml', 'base/general/nodepool.yaml']);
  }));

test('a rule over oldSelf compares with the base', () =>
  withSandbox(
    {
      ...generatedFiles(),
      ...files(`rules:
  - id: cap-falls
    match: { kinds: [NodePool] }
    expression: quantity(object.spec.limits.cpu).compareTo(quantity(oldSelf.spec.limits.cpu)) >= 0
    message: limits.cpu never falls
  - id: created
    match: { kinds: [NodePool] }
    expression: oldObject != null
    severity: notice
`),
    },
    (sandbox) => {
      makeRepository(sandbox);
      sandbox.write('fleet.yaml', change(sandbox.read('fleet.yaml'), 'cpu: "100"', 'cpu: "90"'));
      expectStatus(sandbox.poolwright('generate'), 0);
      const fallen = sandbox.poolwright('validate', '--base', 'HEAD');
      expectStatus(fallen, 1);
      expectText(fallen.stderr, ['error[cap-falls]: limits.cpu never falls']);
      assert.not.match(fallen.stderr, 'created');
      const fresh = sandbox.poolwright('validate', '--base', 'none');
      expectStatus(fresh, 0);
      expectText(fresh.stderr, ['notice[created]']);
    },
  ));

test('--rules checks manifests, with a tier, with variables and around placeholders', () =>
  withSandbox(
    {
      'pool.yaml': `apiVersion: karpenter.sh/v1
kind: NodePool
metadata: { name: web }
spec:
  limits: { cpu: "\${CPU}" }
  template:
    spec:
      nodeClassRef: { group: karpenter.k8s.aws, kind: EC2NodeClass, name: main }
      requirements: [{ key: karpenter.sh/capacity-type, operator: In, values: [on-demand] }]
`,
      'rules/limits.yaml': readFileSync(join(PROJECT, 'examples/rules/limits.yaml'), 'utf8'),
    },
    (sandbox) => {
      const validate = (...more: string[]) =>
        sandbox.poolwright('validate', 'pool.yaml', '--rules', 'rules/*.yaml', ...more);
      assert.not.match(validate().stderr, 'production-cpu-cap');
      expectText(validate('--tier', 'production').stderr, ['notice[rule-not-evaluated]']);
      const high = validate('--tier', 'production', '--var', 'CPU=3k');
      expectStatus(high, 1);
      expectText(high.stderr, ['error[production-cpu-cap]', 'web has 3k', 'pool.yaml:5:18']);
      assert.not.match(validate('--tier', 'production', '--var', 'CPU=1k').stderr, 'production-cpu-cap');
      expectStatus(sandbox.poolwright('validate', 'pool.yaml', '--rules', 'none/*.yaml'), 2);
      expectStatus(sandbox.poolwright('validate', '--rules', 'rules/*.yaml'), 2);
      sandbox.write('rules/limits.yaml', 'rules: [{ id: a, expression: "objct == 1" }]\n');
      const wrong = validate();
      expectStatus(wrong, 2);
      expectText(wrong.stderr, ['rules/limits.yaml:1:31', 'objct == 1']);
    },
  ));

test.run();
