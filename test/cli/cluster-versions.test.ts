import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { change, FLEET, placeIn } from '../support/fleets.ts';
import { git, init } from '../support/git.ts';
import { expectStatus, expectText } from '../support/run.ts';
import { type Sandbox, withSandbox } from '../support/sandbox.ts';

const test = suite('versions of a cluster');

const TWO = change(
  FLEET,
  '        prod-1: { variables: { CLUSTER: prod-1 } }\n',
  '        prod-1: { variables: { CLUSTER: prod-1 } }\n        prod-2: { variables: { CLUSTER: prod-2 } }\n',
);
const own = (versions: string, fleet = TWO): string =>
  change(fleet, 'prod-2: { variables', `prod-2: { ${versions}, variables`);
const NEWER = change(
  TWO,
  '      nodeClass:\n',
  '      nodeClass:\n        enclaveOptions: { enabled: true }\n',
);

/** The fleet as the base, generated and committed. */
function committed(fleet: string, work: (sandbox: Sandbox) => void): void {
  withSandbox({ 'fleet.yaml': fleet }, (sandbox) => {
    init(sandbox.root);
    expectStatus(sandbox.poolwright('generate'), 0);
    git(sandbox.root, 'add', '.');
    git(sandbox.root, 'commit', '-qm', 'Declare pools');
    work(sandbox);
  });
}

test('a cluster is checked against its own Karpenter, and the others against that of their environment', () => {
  withSandbox({ 'fleet.yaml': own('karpenter: "1.14"', NEWER) }, (sandbox) => {
    const result = sandbox.poolwright('generate', '--force');
    expectText(result.stderr, [
      'error[crd-unknown-field]',
      'environment prod, cluster prod-2\n',
      'checked against Karpenter 1.14, 1.15',
    ]);
    assert.not.match(result.stderr, 'prod-1');
    const all = sandbox.poolwright('validate', '--karpenter', '1.15');
    expectStatus(all, 0);
    expectText(all.stderr, ['checked against Karpenter 1.15: every cluster would accept what it gets']);
  });
});

test('an upgrade of one cluster is a plan for that cluster, and needs no file of the tree to change', () => {
  committed(change(TWO, '"1.15"', '"1.14"'), (sandbox) => {
    sandbox.write('fleet.yaml', own('karpenter: "1.15"', change(TWO, '"1.15"', '"1.14"')));
    const plan = sandbox.poolwright('plan', '--base', 'HEAD');
    expectStatus(plan, 0);
    expectText(plan.stdout, ['prod: Karpenter 1.14 → 1.15 in 1 cluster\n']);
    expectStatus(sandbox.poolwright('generate', '--check'), 0);
    const diff = sandbox.poolwright('diff', 'prod-1', 'prod-2');
    expectText(diff.stdout, ['karpenter: 1.14 → 1.15']);
  });
});

test('moving an upgrade from clusters to their environment changes nothing for them', () => {
  const half = own('karpenter: "1.15"', change(TWO, '"1.15"', '"1.14"'));
  committed(half, (sandbox) => {
    const whole = change(half, '    prod:\n', '    prod:\n      karpenter: "1.15"\n');
    sandbox.write('fleet.yaml', change(whole, 'prod-2: { karpenter: "1.15", ', 'prod-2: { '));
    const plan = sandbox.poolwright('plan', '--base', 'HEAD');
    expectText(plan.stdout, ['prod: Karpenter 1.14 → 1.15 in 1 cluster\n']);
    assert.not.match(plan.stdout, 'prod-2');
  });
});

test('a version without schemas is an error at the cluster', () => {
  const fleet = own('karpenter: "1.99"');
  withSandbox({ 'fleet.yaml': fleet }, (sandbox) => {
    const result = sandbox.poolwright('generate');
    expectStatus(result, 1);
    expectText(result.stderr, [
      'error[unknown-karpenter-version]: Poolwright has no schemas for Karpenter 1.99',
      placeIn(fleet, '"1.99"'),
      'cluster prod-2',
    ]);
  });
});

test.run();
