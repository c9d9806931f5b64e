import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { withSandbox } from '../../support/sandbox.ts';

const test = suite('the delivered tree on disk');

const FLEET = `apiVersion: poolwright.dev/v1alpha1
kind: Fleet
metadata: { name: web }
spec:
  karpenter: "1.15"
  variables:
    CLUSTER: {}
    ROLE: { example: karpenter-node }
  pools:
    general:
      nodePool:
        template: { spec: { requirements: [{ key: karpenter.sh/capacity-type, operator: In, values: [on-demand] }] } }
        limits: { cpu: "100" }
      nodeClass:
        role: \${ROLE}
        amiSelectorTerms: [{ alias: al2023@v20250704 }]
        subnetSelectorTerms: [{ tags: { discovery: "\${CLUSTER}" } }]
        securityGroupSelectorTerms: [{ tags: { discovery: "\${CLUSTER}" } }]
  environments:
    prod:
      clusters:
        prod-1: { variables: { CLUSTER: prod-1 } }
        prod-2: { variables: { CLUSTER: prod-2, ROLE: own } }
  delivery:
    flux:
      sourceRef: { kind: GitRepository, name: flux-system }
      substituteFrom: [{ kind: Secret, name: values, variables: [ROLE] }]
`;

test('what flux bootstrap adds to the folder of a cluster stays, whatever becomes of the cluster', () => {
  const sync = 'clusters/prod-1/flux-system/gotk-sync.yaml';
  withSandbox({ 'fleet.yaml': FLEET, [sync]: 'kind: GitRepository\n' }, (sandbox) => {
    assert.is(sandbox.poolwright('generate').status, 0);
    assert.is(sandbox.poolwright('validate').status, 0);
    sandbox.write('fleet.yaml', FLEET.replace('        prod-1: { variables: { CLUSTER: prod-1 } }\n', ''));
    assert.match(sandbox.poolwright('generate').stderr, /1 removed/);
    assert.is(sandbox.read(sync), 'kind: GitRepository\n');
    assert.is(sandbox.poolwright('validate').status, 0);
  });
});

test('a value that only the cluster has stays as its variable in what is rendered for it', () =>
  withSandbox({ 'fleet.yaml': FLEET }, (sandbox) => {
    assert.match(sandbox.poolwright('render', 'prod-1').stdout, /role: \$\{ROLE\}\n(.|\n)*discovery: prod-1/);
    assert.match(sandbox.poolwright('render', 'prod-2').stdout, /role: own\n/);
  }));

test('a cluster that gets its last value in git gets variables.env, and loses it again', () =>
  withSandbox({ 'fleet.yaml': FLEET }, (sandbox) => {
    const values = join(sandbox.root, 'clusters/prod-1/variables.env');
    sandbox.poolwright('generate');
    assert.throws(() => sandbox.read('clusters/prod-1/variables.env'));
    sandbox.write('fleet.yaml', FLEET.replace('CLUSTER: prod-1 }', 'CLUSTER: prod-1, ROLE: r }'));
    assert.is(sandbox.poolwright('generate').status, 0);
    assert.match(sandbox.read('clusters/prod-1/variables.env'), /ROLE='r'/);
    rmSync(values);
    assert.match(sandbox.poolwright('validate').stderr, /tree-missing/);
    sandbox.write('fleet.yaml', FLEET);
    assert.is(sandbox.poolwright('generate').status, 0);
    assert.is(sandbox.poolwright('validate').status, 0);
  }));

test.run();
