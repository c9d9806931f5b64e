import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { change } from '../../../support/fleets.ts';
import { FLEET_WITH_RULES, findingsOf, linesOf, ruleFile } from './helper.ts';

const CAP = `rules:
  - id: cpu-cap
    match: { kinds: [NodePool], tiers: [production] }
    expression: quantity(object.spec.limits.cpu).isLessThan(quantity("50"))
    messageExpression: '"limits.cpu is " + object.spec.limits.cpu'
    severity: warning
    help: Lower limits.cpu
`;

test('a rule that does not hold is a finding at the field that its message reads', () => {
  assert.equal(linesOf(CAP), ['warning own-rule/cpu-cap fleet.yaml:15:24 prod: limits.cpu is 100']);
  const [found] = findingsOf(CAP);
  assert.is(found?.object, 'NodePool/general');
  assert.is(found?.field, 'spec.limits.cpu');
  assert.is(found?.help, 'Lower limits.cpu');
  assert.equal(found?.clusters, ['prod-1']);
  assert.equal(
    found?.related?.map(({ message, at }) => `${message} ${at.file}:${at.line}`),
    ['the rule cpu-cap rules/own.yaml:2'],
  );
});

test('a rule that holds finds nothing', () => {
  assert.equal(linesOf(change(CAP, '"50"', '"101"')), []);
});

test('match narrows by tier, environment, cluster, kind and apiVersion', () => {
  const places = (match: string) =>
    findingsOf(change(CAP, '{ kinds: [NodePool], tiers: [production] }', match)).map(
      ({ environment }) => environment,
    );
  assert.equal(places('{ kinds: [NodePool] }'), ['dev', 'prod']);
  assert.equal(places('{ kinds: [NodePool], environments: [dev] }'), ['dev']);
  assert.equal(places('{ kinds: [NodePool], clusters: [prod-1, other] }'), ['prod']);
  assert.equal(places('{ kinds: [NodePool], tiers: [staging] }'), []);
  assert.equal(places('{ kinds: [NodePool], apiVersion: karpenter.sh/v1beta1 }'), []);
  assert.equal(places('{ kinds: [EC2NodeClass], environments: [none] }'), []);
});

test('a name in match that is nearly one of the fleet is a warning, and any other none', () => {
  const rule = (match: string) => change(CAP, '{ kinds: [NodePool], tiers: [production] }', match);
  assert.equal(linesOf(rule('{ environments: [prd, staging], clusters: [prod-11], tiers: [produktion] }')), [
    'warning rule-invalid/cpu-cap rules/own.yaml:2:5: cpu-cap matches prd, which is not among the environments of the fleet',
    'warning rule-invalid/cpu-cap rules/own.yaml:2:5: cpu-cap matches prod-11, which is not among the clusters of the fleet',
    'warning rule-invalid/cpu-cap rules/own.yaml:2:5: cpu-cap matches produktion, which is not among the tiers of the fleet',
  ]);
  assert.equal(linesOf(rule('{ environments: [canary] }')), []);
});

test('rules see the environment, the tier, the cluster and its variables', () => {
  const expression =
    'environment == "dev" && tier == "" && cluster == "dev-1" && variables.CLUSTER == cluster || environment == "prod" && tier == "production"';
  assert.equal(linesOf(ruleFile(expression)), []);
  assert.equal(linesOf(ruleFile('variables.CLUSTER == "prod-1"')), [
    'error own-rule/test fleet.yaml:9:5 dev: failed expression: variables.CLUSTER == "prod-1"',
  ]);
});

test('objects have the defaults of the CRD, as the cluster stores them', () => {
  assert.equal(linesOf(ruleFile('object.spec.disruption.budgets[0].nodes == "10%"')), []);
  assert.equal(linesOf(ruleFile('object.spec.template.spec.expireAfter == "720h"')), []);
});

test('integers are integers and quantities are what the manifest has', () => {
  const fleet = change(FLEET_WITH_RULES, 'limits: { cpu: "100" }', 'limits: { cpu: 100 }\n        weight: 5');
  assert.equal(linesOf(ruleFile('object.spec.weight == 5 && object.spec.weight + 1 == 6'), fleet), []);
  assert.equal(linesOf(ruleFile('type(object.spec.limits.cpu) == int'), fleet), []);
});

test('a rule over oldSelf is not evaluated for what is new, and oldObject is null then', () => {
  assert.equal(linesOf(ruleFile('object.spec.weight < oldSelf.spec.weight')), []);
  assert.equal(linesOf(ruleFile('oldObject == null')), []);
});

test('field names where findings point, and the expression where nothing else does', () => {
  const at = (more: string, expression: string) => findingsOf(ruleFile(expression, more))[0];
  assert.is(at('', 'object.spec.limits.cpu == "1"')?.field, 'spec.limits.cpu');
  assert.is(at('    field: spec.template.spec.requirements[0].key\n', 'object.kind == "X"')?.at?.line, 14);
  assert.is(at('', 'object.spec.limits.cpu == object.spec.template.spec.expireAfter')?.field, undefined);
  assert.is(at('', 'object.metadata.name == "x"')?.field, undefined);
  assert.is(
    at('', 'object.spec.limits.cpu == "1" && object.spec.limits.memory == "1"')?.field,
    'spec.limits',
  );
});

test('an environment without clusters is checked as far as no variable matters', () => {
  const fleet = change(
    FLEET_WITH_RULES,
    '        dev-1: { variables: { CLUSTER: dev-1 } }\n',
    '        dev-1: {}\n',
  );
  const of = (expression: string, kind = 'NodePool') =>
    linesOf(change(ruleFile(expression), 'NodePool', kind), fleet).filter((line) => line.includes(' dev: '));
  assert.match(of('object.spec.limits.cpu == "1"').join('\n'), 'error own-rule/test');
  for (const unknown of ['cluster == "x"', 'variables.CLUSTER == "x"'])
    assert.match(of(unknown).join('\n'), /^notice rule-not-evaluated\/test/, unknown);
  assert.match(
    of('object.spec.role == "x"', 'EC2NodeClass').join('\n'),
    /^notice rule-not-evaluated\/test.*the variable in role/,
  );
});

test('a message that cannot be evaluated leaves the plain one', () => {
  const [found] = findingsOf(
    ruleFile('object.kind == "X"', '    message: plain\n    messageExpression: object.spec.nothing\n'),
  );
  assert.is(found?.message, 'plain');
  assert.match(found?.related?.[1]?.message ?? '', 'no such key: nothing');
  assert.is(found?.related?.[1]?.at.line, 5);
});

test('severities and waivers name a rule by its id', () => {
  const off = `${FLEET_WITH_RULES}    severities: { cpu-cap: notice }\n`;
  assert.equal(linesOf(CAP, off), ['notice own-rule/cpu-cap fleet.yaml:15:24 prod: limits.cpu is 100']);
  const waiver = (day: string, object = 'NodePool/general') =>
    `${FLEET_WITH_RULES}    waivers: [{ code: cpu-cap, object: ${object}, field: spec.limits, reason: migration, expires: ${day} }]\n`;
  assert.equal(linesOf(CAP, waiver('2026-02-01')), []);
  assert.match(linesOf(CAP, waiver('2025-02-01')).join('\n'), /own-rule\/cpu-cap.*\n.*expired-waiver/);
  assert.match(linesOf(CAP, waiver('2026-02-01', 'NodePool/x')).join('\n'), 'unused-waiver');
  assert.match(
    linesOf(CAP, `${FLEET_WITH_RULES}    severities: { cpu-capp: off }\n`).join('\n'),
    /unknown-code.*cpu-capp/,
  );
});

test('what the API server rejects is not a matter for rules', () => {
  const fleet = change(FLEET_WITH_RULES, 'values: [on-demand]', 'values: []');
  assert.equal(linesOf(CAP, fleet), []);
});

test.run();
