import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { change, DELIVERED } from '../support/fleets.ts';
import { expectStatus, expectText } from '../support/run.ts';
import { withSandbox } from '../support/sandbox.ts';

const test = suite('many clusters');

const CLUSTERS = Array.from(
  { length: 1000 },
  (_, i) => `        c-${i}: { variables: { CLUSTER: c-${i} } }\n`,
).join('');
const WIDE = change(DELIVERED, '        dev-1: { variables: { CLUSTER: dev-1 } }\n', CLUSTERS);

test('one fault in the pool of a thousand clusters is reported once', () =>
  withSandbox({ 'fleet.yaml': change(WIDE, 'values: [on-demand]', 'values: []') }, (sandbox) => {
    const { status, stderr } = sandbox.poolwright('generate');
    assert.is(status, 1);
    expectText(stderr, ['environments dev, prod, clusters c-0, c-1, c-2 and 998 more', '1 error\n']);
  }));

test('a value that a thousand clusters lack is reported once', () =>
  withSandbox(
    {
      'fleet.yaml': WIDE.replaceAll(/\{ variables: \{ CLUSTER: c-\d+ \} \}/g, '{}'),
    },
    (sandbox) => {
      const { status, stderr } = sandbox.poolwright('generate');
      assert.is(status, 1);
      expectText(stderr, [
        'error[undefined-variable]: 1000 clusters have no value for CLUSTER',
        'help: Add CLUSTER to the variables of each of them',
        '1 error\n',
      ]);
    },
  ));

test('a thousand clusters that are right', () =>
  withSandbox({ 'fleet.yaml': WIDE }, (sandbox) => {
    const result = sandbox.poolwright('generate');
    expectStatus(result, 0);
    expectText(result.stderr, ['1,001 clusters', '2,010 written']);
    expectStatus(sandbox.poolwright('validate'), 0);
  }));

test.run();
