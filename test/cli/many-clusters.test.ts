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
        'help: Add CLUSTER to the variables of dev or of each of them, or give it a default',
        '1 error\n',
      ]);
    },
  ));

/** Each cluster has a size of its own for the root volume, in the unit of `field`. */
function sized(field: string, size: (cluster: number) => string): string {
  const disks = `blockDeviceMappings: [{ deviceName: /dev/xvda, ebs: { volumeSize: "${field}", encrypted: true } }]`;
  const fleet = change(WIDE, '        role:', `        ${disks}\n        role:`);
  const declared = change(
    fleet,
    '  pools:\n',
    '    SIZE: { description: Size of the root volume }\n  pools:\n',
  );
  return declared
    .replace(/CLUSTER: c-(\d+)/g, (text, i) => `${text}, SIZE: "${size(Number(i))}"`)
    .replace('CLUSTER: prod-1', 'CLUSTER: prod-1, SIZE: "100Gi"');
}

test('a field that the value of no cluster fits is one finding, with the values below it', () =>
  withSandbox({ 'fleet.yaml': sized('${SIZE}B', (i) => `${100 + (i % 9)}Gi`) }, (sandbox) => {
    const { status, stderr } = sandbox.poolwright('generate');
    assert.is(status, 1);
    expectText(stderr, [
      'error[invalid-variable-value]: no cluster has a valid value for spec.blockDeviceMappings[0].ebs.volumeSize; in c-0, SIZE is "100Gi"',
      'covers 1,001 findings:',
      'and 996 more',
      '\n1 error\n',
    ]);
    const report = JSON.parse(sandbox.poolwright('generate', '--format', 'json').stdout);
    assert.is(report.diagnostics.length, 1);
    assert.is(report.diagnostics[0].consequences.length, 1001);
    assert.is(report.diagnostics[0].clusters.length, 1001);
  }));

test('wrong values of some clusters are a finding each, of which text shows fifty and counts the rest', () =>
  withSandbox({ 'fleet.yaml': sized('${SIZE}', (i) => (i === 0 ? '100Gi' : '100GB')) }, (sandbox) => {
    const { status, stderr } = sandbox.poolwright('generate');
    assert.is(status, 1);
    assert.is(stderr.split('error[invalid-variable-value]').length - 1, 50);
    expectText(stderr, ['and 949 more in 949 clusters; show all with --max-findings 0', '\n999 errors\n']);
    const all = sandbox.poolwright('generate', '--max-findings', '0').stderr;
    assert.is(all.split('error[invalid-variable-value]').length - 1, 999);
    const report = JSON.parse(sandbox.poolwright('generate', '--format', 'json').stdout);
    assert.is(report.diagnostics.length, 999);
  }));

test('a thousand clusters that are right', () =>
  withSandbox({ 'fleet.yaml': WIDE }, (sandbox) => {
    const result = sandbox.poolwright('generate');
    expectStatus(result, 0);
    expectText(result.stderr, ['1,001 clusters', '2,010 written']);
    expectStatus(sandbox.poolwright('validate'), 0);
  }));

test.run();
