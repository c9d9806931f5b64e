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

/** A second pool, and a label of both with a variable of which every other cluster has the value. */
function labelled(value: string): string {
  const [, pool = ''] = /^ {2}pools:\n(.*?)^ {2}environments:/ms.exec(WIDE) ?? [];
  const variable = `    TEAM: { description: Owner, default: web }\n`;
  const label = '  defaults: { nodePool: { template: { metadata: { labels: { team: "${TEAM}" } } } } }\n';
  return change(
    WIDE,
    '  pools:\n',
    `${variable}${label}  pools:\n${pool.replace('general:', 'other:')}`,
  ).replace(/CLUSTER: c-(\d*[02468]) /g, (text) => `${text.trimEnd()}, TEAM: ${JSON.stringify(value)} `);
}

test('one wrong value that many clusters have, each on its own line, is one finding with the other lines below it', () =>
  withSandbox({ 'fleet.yaml': labelled('bad team!') }, (sandbox) => {
    const { status, stderr } = sandbox.poolwright('generate');
    assert.is(status, 1);
    expectText(stderr, [
      'error[invalid-variable-value]: TEAM is "bad team!": spec.template.metadata.labels.team takes letters',
      '  in   NodePool/general, NodePool/other, spec.template.metadata.labels.team, environment dev, clusters c-0, c-2, c-4 and 497 more\n',
      'covers 499 findings:\n    fleet.yaml:',
      ': TEAM is "bad team!": spec.template.metadata.labels.team takes letters',
      'and 494 more\n',
      '\n1 error, 1 warning\n',
    ]);
    const all = sandbox.poolwright('generate', '--max-findings', '0').stderr;
    assert.is(all.split('TEAM is "bad team!"').length - 1, 500);
    const { diagnostics } = JSON.parse(sandbox.poolwright('generate', '--format', 'json').stdout);
    assert.is(diagnostics.length, 2);
    assert.is(
      new Set(diagnostics[0].consequences.map(({ at }: { at: object }) => JSON.stringify(at))).size,
      500,
    );
  }));

test('a wrong value that differs stays a finding of its own', () =>
  withSandbox({ 'fleet.yaml': labelled('bad team!').replace('"bad team!"', '"worse team!"') }, (sandbox) => {
    const { stderr } = sandbox.poolwright('generate');
    expectText(stderr, [
      'TEAM is "worse team!"',
      'TEAM is "bad team!"',
      'covers 498 findings:',
      '\n2 errors, 1 warning\n',
    ]);
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

test('different wrong values of some clusters are a finding each, of which text shows fifty and counts the rest', () =>
  withSandbox({ 'fleet.yaml': sized('${SIZE}', (i) => (i === 0 ? '100Gi' : `${100 + i}GB`)) }, (sandbox) => {
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
