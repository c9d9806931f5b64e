import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { change, FLEET, generatedFiles } from '../support/fleets.ts';
import { CLI, expectStatus, run } from '../support/run.ts';
import { withSandbox } from '../support/sandbox.ts';

const test = suite('excerpts of files');

const POOL = `apiVersion: karpenter.sh/v1
kind: NodePool
metadata: { name: general }
spec: { wrong: secret }
`;

test('a report quotes a file, and not what a symbolic link leads to', () =>
  withSandbox({ 'pool.yaml': POOL }, (sandbox) => {
    symlinkSync('pool.yaml', join(sandbox.root, 'link.yaml'));
    const direct = sandbox.poolwright('validate', 'pool.yaml');
    expectStatus(direct, 1);
    assert.match(direct.stderr, '4 | spec: { wrong: secret }');
    const linked = sandbox.poolwright('validate', 'link.yaml');
    expectStatus(linked, 1);
    assert.match(linked.stderr, '--> link.yaml:4:');
    assert.not.match(linked.stderr, 'secret }');
  }));

test('fleet.yaml as a symbolic link is read, and not quoted', () => {
  const fleet = change(FLEET, 'kind: Fleet', 'kind: Fleet\nsecret: hunter2');
  withSandbox(generatedFiles({ 'fleet.yaml': fleet }), (sandbox) => {
    assert.match(sandbox.poolwright('generate').stderr, '| secret: hunter2');
  });
  withSandbox({ 'elsewhere.yaml': fleet }, (sandbox) => {
    symlinkSync('elsewhere.yaml', join(sandbox.root, 'fleet.yaml'));
    const { stderr } = sandbox.poolwright('generate');
    assert.match(stderr, '--> fleet.yaml:');
    assert.not.match(stderr, 'hunter2');
  });
});

test('a pipe that a shell names is quoted, since the user gave its text', () =>
  withSandbox({ 'pool.yaml': POOL }, ({ root }) => {
    const { stderr } = run(
      'sh',
      ['-c', 'cat pool.yaml | "$0" "$1" validate /dev/stdin', process.execPath, CLI],
      root,
    );
    assert.match(stderr, '4 | spec: { wrong: secret }');
  }));

test.run();
