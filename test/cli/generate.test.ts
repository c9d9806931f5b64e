import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { change, DELIVERED, FLEET, generatedFiles } from '../support/fleets.ts';
import { poolwright } from '../support/poolwright.ts';
import { expectStatus, expectText, PROJECT, run } from '../support/run.ts';
import { createSandbox, snapshot, withSandbox } from '../support/sandbox.ts';

const test = suite('generate');

const withoutTimes = (files: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [path, text.slice(text.indexOf('\n') + 1)]));

test('a second run changes nothing, not even modification times; two folders get the same bytes', () => {
  const [one, two] = [createSandbox({ 'fleet.yaml': DELIVERED }), createSandbox({ 'fleet.yaml': DELIVERED })];
  expectText(one.poolwright('generate').stderr, [
    '1 pool for 2 clusters in 2 environments checked against Karpenter 1.15',
    'files: 12 written',
  ]);
  const first = snapshot(one.root);
  const again = one.poolwright('generate');
  expectStatus(again, 0);
  expectText(again.stderr, ['12 files up to date']);
  assert.equal(snapshot(one.root), first);
  two.poolwright('generate');
  assert.equal(withoutTimes(snapshot(two.root)), withoutTimes(first));
  one.remove();
  two.remove();
});

test("the repository's own tree is what its fleet says", () => {
  expectStatus(poolwright(PROJECT, ['generate', '--check']), 0);
});

test('only what changed is written, and what no longer belongs is removed with its folder', () => {
  withSandbox({ 'fleet.yaml': DELIVERED }, (sandbox) => {
    sandbox.poolwright('generate');
    const before = snapshot(sandbox.root);
    sandbox.write(
      'fleet.yaml',
      change(
        DELIVERED,
        '    prod:\n      clusters:\n        prod-1: { variables: { CLUSTER: prod-1 } }\n',
        '',
      ),
    );
    const result = sandbox.poolwright('generate');
    expectStatus(result, 0);
    expectText(result.stderr, ['4 removed, 8 unchanged']);
    const after = snapshot(sandbox.root);
    for (const path of Object.keys(after).filter((one) => one !== 'fleet.yaml'))
      assert.is(after[path], before[path]);
    assert.equal(
      Object.keys(after).filter((path) => path.includes('prod')),
      [],
    );
  });
});

test('--check compares and writes nothing', () => {
  withSandbox(generatedFiles(), (sandbox) => {
    const good = sandbox.poolwright('generate', '--check');
    expectStatus(good, 0);
    expectText(good.stderr, ['8 files in sync with fleet.yaml']);
    rmSync(join(sandbox.root, 'clusters/dev-1'), { recursive: true });
    sandbox.write('fleet.yaml', change(FLEET, 'cpu: "100"', 'cpu: "200"').replace(/ {4}prod:.*/s, ''));
    const before = snapshot(sandbox.root);
    const result = sandbox.poolwright('generate', '--check');
    expectStatus(result, 1);
    assert.is(result.stdout, '');
    expectText(result.stderr, [
      'error[tree-stale]: 4 generated files are not what fleet.yaml declares: 1 missing, 1 out of date, 2 no longer declared',
      'help: Run poolwright generate\n  covers 4 findings:',
      'clusters/dev-1/variables.env is missing [tree-missing]',
      'base/general/nodepool.yaml is out of date with fleet.yaml',
      'overlays/prod/kustomization.yaml belongs to nothing that fleet.yaml declares [tree-orphan]',
      '\n1 error\n',
    ]);
    assert.equal(snapshot(sandbox.root), before);
  });
});

test('a tree that is out of date because of an error has help that names the error first', () => {
  withSandbox(generatedFiles(), (sandbox) => {
    const broken = change(FLEET, 'cpu: "100"', 'cpu: "200"');
    const run = 'run poolwright generate';
    for (const command of [['generate', '--check'], ['validate']]) {
      sandbox.write('fleet.yaml', change(broken, 'values: [on-demand]', 'values: []'));
      const refused = sandbox.poolwright(...command);
      expectStatus(refused, 1);
      expectText(refused.stderr, [
        'help: First fix crd-rule at fleet.yaml:14:',
        `which keeps generate from writing the tree; then ${run}`,
      ]);
      sandbox.write('fleet.yaml', broken);
      expectText(sandbox.poolwright(...command).stderr, ['help: Run poolwright generate\n']);
    }
  });
});

test('--dry-run prints a unified diff that patch applies', () => {
  withSandbox(generatedFiles(), (sandbox) => {
    sandbox.write('fleet.yaml', change(FLEET, 'cpu: "100"', 'cpu: "200"'));
    const before = snapshot(sandbox.root);
    const { status, stdout, stderr } = sandbox.poolwright('generate', '--dry-run');
    assert.is(status, 0);
    expectText(stdout, ['-    cpu: "100"\n+    cpu: "200"\n']);
    expectText(stderr, ['1 file would change; nothing was written']);
    assert.equal(snapshot(sandbox.root), before);
    const applied = run('patch', ['-p1'], sandbox.root, { input: stdout });
    expectStatus(applied, 0);
    expectStatus(sandbox.poolwright('generate', '--check'), 0);
    expectText(sandbox.poolwright('generate', '--dry-run').stderr, ['nothing would change']);
  });
});

test('--force writes in spite of findings, and still exits 1', () => {
  withSandbox(
    generatedFiles({ 'fleet.yaml': change(FLEET, 'values: [on-demand]', 'values: []') }),
    (sandbox) => {
      const result = sandbox.poolwright('generate', '--force');
      expectStatus(result, 1);
      expectText(result.stderr, ['error[crd-rule]', '1 written, 7 unchanged']);
      expectText(sandbox.read('base/general/nodepool.yaml'), ['values: []']);
    },
  );
});

test('validate checks what is on disk', () => {
  withSandbox(generatedFiles(), (sandbox) => {
    const good = sandbox.poolwright('validate');
    expectStatus(good, 0);
    expectText(good.stderr, ['every cluster would accept what it gets']);
    sandbox.write(
      'base/general/nodepool.yaml',
      sandbox.read('base/general/nodepool.yaml').replace('- on-demand', '- 5'),
    );
    const bad = sandbox.poolwright('validate');
    expectStatus(bad, 1);
    expectText(bad.stderr, [
      'error[tree-edited]: base/general/nodepool.yaml was edited by hand',
      '[render-mismatch]',
      '[crd-schema]',
      '\n1 error\n',
    ]);
  });
});

test.run();
