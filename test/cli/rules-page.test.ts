import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { change, FLEET } from '../support/fleets.ts';
import { expectStatus, expectText, PROJECT } from '../support/run.ts';
import { type Sandbox, withSandbox } from '../support/sandbox.ts';

const page = readFileSync(join(PROJECT, 'docs/rules.md'), 'utf8');
const blocks = Array.from(page.matchAll(/```(yaml|console)\n(.*?)```/gs), ([, kind = '', text = '']) => ({
  kind,
  text,
}));
const [checks = '', waivers = ''] = blocks
  .filter(({ text }) => text.startsWith('spec:'))
  .map(({ text }) => text.replace('spec:\n', ''));

/** The rule files of the page, by path. */
const files = Object.fromEntries(
  blocks.flatMap(({ text }) => {
    const [, path, body] = /^# (rules\/\S+)\n(.*)$/s.exec(text) ?? [];
    return path === undefined || body === undefined ? [] : [[path, body]];
  }),
);

const PRODUCTION = change(FLEET, '    prod:\n', '    prod:\n      tier: production\n');
const LARGE = change(PRODUCTION, '        limits: { cpu: "100" }', '\n        limits: { cpu: "3000" }');

function withFleet(fleet: string, settings: string, work: (sandbox: Sandbox) => void): void {
  withSandbox({ 'fleet.yaml': `${fleet}${settings}`, ...files }, work);
}

test('the files of the page are those of examples/rules', () => {
  assert.equal(Object.keys(files), [
    'rules/limits.yaml',
    'rules/static-pools.yaml',
    'rules/expiry-policy.yaml',
  ]);
  for (const [path, text] of Object.entries(files))
    assert.is(text, readFileSync(join(PROJECT, 'examples', path), 'utf8'));
});

test('a fleet that keeps the rules passes', () =>
  withFleet(PRODUCTION, checks, (sandbox) => {
    const { status, stderr } = sandbox.poolwright('generate');
    assert.is(status, 0, stderr);
    assert.not.match(stderr, /rule|production-cpu-cap|node-lifetime/);
  }));

test('the session of the page is what the command prints', () =>
  withFleet(LARGE, checks, (sandbox) => {
    const session = blocks.find(({ kind }) => kind === 'console')?.text ?? '';
    const [line = '', ...printed] = session.split('\n');
    const result = sandbox.poolwright(...line.replace('$ poolwright ', '').split(' '));
    expectStatus(result, 1);
    const errors = result.stderr.slice(result.stderr.indexOf('error[production-cpu-cap]'));
    expectText(errors, [printed.slice(0, 8).join('\n')]);
    expectText(result.stderr, printed.slice(-3));
  }));

test('static pools and node lifetimes of the page are found', () => {
  const fleet = change(
    change(PRODUCTION, '        limits:', '        replicas: 3\n        limits:'),
    '          spec:\n            requirements:\n              - { key: karpenter.sh/capacity-type, operator: In, values: [on-demand] }',
    '          spec:\n            expireAfter: 1440h\n            requirements:\n              - { key: karpenter.sh/capacity-type, operator: In, values: [spot] }',
  );
  withFleet(change(fleet, 'limits: { cpu: "100" }', 'limits: { nodes: "5" }'), checks, (sandbox) => {
    const { stderr } = sandbox.poolwright('generate');
    expectText(stderr, [
      'error[static-pool-spot]: a static pool in production must not use spot capacity',
      'error[node-lifetime]: nodes live for 1440h, and at most 720h is allowed',
    ]);
  });
});

test('the waiver of the page waives the rule', () =>
  withFleet(LARGE, waivers, (sandbox) => {
    const { status, stderr } = sandbox.poolwright('generate');
    assert.not.match(stderr, 'error[production-cpu-cap]');
    assert.is(status, 0, stderr);
  }));

test.run();
