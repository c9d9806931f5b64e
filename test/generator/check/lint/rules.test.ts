import { existsSync, readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { lint, lintRules } from '../../../../generator/check/lint/index.ts';
import { type Case, inputOf, lineOf } from './support.ts';

// A file of cases for each rule: `fail` with all that it finds, `pass` with what is close and fine.
interface Fixture {
  fail: (Case & { finds: string[] })[];
  pass: Case[];
}

for (const rule of lintRules) {
  const file = new URL(`fixtures/${rule.code}.yaml`, import.meta.url);
  const fixture: Fixture = parse(readFileSync(file, 'utf8'));

  for (const [index, one] of fixture.fail.entries()) {
    test(`${rule.code} finds ${one.finds.length} in case ${index}`, () => {
      const found = rule.check(inputOf(one));
      assert.equal(found.map(lineOf), one.finds);
      for (const { code, message, help } of found) {
        assert.is(code, rule.code);
        assert.not.match(`${message}\n${help}`, /\.$|undefined|\[object/m);
      }
    });
  }
  for (const [index, one] of fixture.pass.entries()) {
    test(`${rule.code} lets case ${index} pass`, () => {
      assert.equal(rule.check(inputOf(one)).map(lineOf), []);
    });
  }
  test(`${rule.code} is summarised in a sentence`, () => assert.match(rule.summary, /^[A-Z].*\.$/));
}

test('codes are unique, and every rule has its file', () => {
  const codes = lintRules.map(({ code }) => code);
  assert.is(new Set(codes).size, codes.length);
  for (const code of codes) {
    assert.ok(
      existsSync(new URL(`../../../../generator/check/lint/rules/${code}.ts`, import.meta.url)),
      code,
    );
  }
});

test('a finding has the impact of its rule, unless it hurts less', () => {
  const classes = { role: { role: 'path/nodes' }, profile: { instanceProfile: 'path/nodes' } };
  const found = lint(inputOf({ classes })).filter(({ code }) => code === 'iam-name');
  assert.equal(
    found.map(({ severity, impact }) => [severity, impact]),
    [
      ['warning', 'upkeep'],
      ['error', 'outage'],
    ],
  );
});

test('hostile shapes end in findings or silently', () => {
  for (const value of [null, 1, 'x', [], {}, [null], [[]], { a: null }]) {
    const spec = {
      template: { spec: { requirements: value, taints: value }, metadata: value },
      limits: value,
    };
    const terms = { amiSelectorTerms: value, blockDeviceMappings: value, kubelet: value, tags: value };
    const objects = [
      {
        apiVersion: 'karpenter.sh/v1',
        kind: 'NodePool',
        metadata: value,
        spec: { ...spec, disruption: value },
      },
      { apiVersion: 'karpenter.k8s.aws/v1', kind: 'EC2NodeClass', metadata: { name: 'a' }, spec: terms },
      { apiVersion: 'karpenter.k8s.aws/v1', kind: 'EC2NodeClass', spec: value },
    ];
    const workloads = [{ kind: 'Pod', spec: { containers: value, affinity: value, tolerations: value } }];
    lint({ scope: { karpenter: '1.15' }, objects, workloads });
  }
});

test.run();
