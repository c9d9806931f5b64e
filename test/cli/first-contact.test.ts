import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { change, FLEET, placeIn } from '../support/fleets.ts';
import { expectStatus, expectText } from '../support/run.ts';
import { withSandbox } from '../support/sandbox.ts';
import { expectRefusal } from './support.ts';

const test = suite('first contact');

const SCRIPTED = change(
  FLEET,
  '        role: karpenter-node-${CLUSTER}\n',
  '        role: karpenter-node-${CLUSTER}\n        userData: |\n          #!/bin/bash\n          SCRIPT\n',
);

test('brackets and quotes that are not closed', () => {
  for (const [from, to, message, help] of [
    [
      'values: [on-demand] }',
      'values: [on-demand }',
      'a [ before this position is not closed',
      'Add the missing ]',
    ],
    ['{ name: web }', '{ name: web', 'a { before this position is not closed', 'Add the missing }'],
    ['"1.15"', '"1.15', 'a quoted string is not closed', 'Add the closing quote'],
  ] as const)
    expectRefusal(change(FLEET, from, to), {
      status: 2,
      says: [`error[yaml-syntax]: ${message}`, `help: ${help}`],
    });
});

test('merge keys merge, and an error in a merged value points at the anchor', () => {
  const merged = (volume: string): string =>
    change(
      change(FLEET, '        limits: { cpu: "100" }', `        limits: &limits { cpu: "${volume}" }`),
      '    prod:\n',
      '    prod:\n      pools: { general: { nodePool: { limits: { <<: *limits, memory: 1Ti } } } }\n',
    );
  withSandbox({ 'fleet.yaml': merged('100') }, (sandbox) => {
    expectStatus(sandbox.poolwright('generate'), 0);
    expectText(sandbox.poolwright('render', 'prod-1').stdout, ['memory: 1Ti', 'cpu: "100"']);
  });
  const wrong = merged('100 cores');
  expectRefusal(wrong, { status: 2, says: [placeIn(wrong, '"100 cores"')] });
});

test('a merge key that merges a scalar', () => {
  const fleet = change(FLEET, '{ cpu: "100" }', '{ cpu: "100", <<: 5 }');
  expectRefusal(fleet, {
    status: 2,
    says: [
      'error[wrong-type]: the merge key << takes a mapping',
      placeIn(fleet, '5 }'),
      'help: Write <<: *name',
    ],
  });
});

test('include below spec', () => {
  const fleet = change(FLEET, 'spec:\n  karpenter', 'spec:\n  include: [fleet/*.yaml]\n  karpenter');
  expectRefusal(fleet, {
    status: 2,
    says: ['spec.include is in the wrong place', placeIn(fleet, 'include'), 'help: Move include out of spec'],
  });
});

test('a whole NodePool manifest under nodePool is one error', () => {
  const fleet = change(
    FLEET,
    '      nodePool:\n',
    '      nodePool:\n        apiVersion: karpenter.sh/v1\n        kind: NodePool\n        metadata: { name: general }\n        spec: { weight: 1 }\n',
  );
  const { stderr, status } = withSandbox({ 'fleet.yaml': fleet }, (sandbox) =>
    sandbox.poolwright('validate'),
  );
  assert.is(status, 2);
  expectText(stderr, [
    'spec.pools.general.nodePool holds a whole NodePool manifest',
    placeIn(fleet, 'apiVersion: karpenter.sh'),
    'help: Write the fields of spec directly under nodePool',
  ]);
  assert.is(stderr.split('error[').length, 2, stderr);
});

test('a failed JSON6902 test shows both values, and a misspelt path the nearest one', () => {
  const operations = (json: string): string =>
    change(FLEET, '    prod:\n', `    prod:\n      pools: { general: { nodePoolJson6902: [${json}] } }\n`);
  const failed = operations('{ op: test, path: /spec/limits/cpu, value: "64" }');
  expectRefusal(failed, {
    status: 2,
    says: ['expected "64", actual "100"', placeIn(failed, '{ op: test'), 'help: Correct the expected value'],
  });
  expectRefusal(operations('{ op: test, path: /spec/limits/memory, value: 1Gi }'), {
    status: 2,
    says: ['expected "1Gi", actual nothing: the field is not set'],
  });
  expectRefusal(operations('{ op: remove, path: /spec/limit/cpu }'), {
    status: 2,
    says: ['did you mean /spec/limits/cpu?'],
  });
});

test('an unknown tier', () => {
  const fleet = change(FLEET, '    prod:\n', '    prod:\n      tier: prod\n');
  expectRefusal(fleet, {
    status: 2,
    says: [placeIn(fleet, 'prod\n      clusters'), 'help: Did you mean production?'],
  });
});

test('a file in another encoding', () => {
  withSandbox({ 'fleet.yaml': '' }, (sandbox) => {
    writeFileSync(join(sandbox.root, 'fleet.yaml'), Buffer.from(`\uFEFF${FLEET}`, 'utf16le'));
    expectText(sandbox.poolwright('validate').stderr, [
      'fleet.yaml:1:1',
      'the file is UTF-16',
      'help: Save the file as UTF-8',
    ]);
    const latin1 = change(FLEET, 'Name of the', 'Nom \u00e9 of the');
    writeFileSync(join(sandbox.root, 'fleet.yaml'), Buffer.from(latin1, 'latin1'));
    expectText(sandbox.poolwright('validate').stderr, [
      placeIn(latin1, '\u00e9'),
      'not valid UTF-8',
      'help: Save the file as UTF-8',
    ]);
  });
});

test('a shell script keeps its own variables, and a near miss of a declared one is a warning in its line', () => {
  withSandbox(
    {
      'fleet.yaml': change(SCRIPTED, 'SCRIPT', 'echo ${HOME} ${PORT:-80} $(id) ${CLUSTER}'),
    },
    (sandbox) => {
      const result = sandbox.poolwright('generate');
      expectStatus(result, 0);
      expectText(sandbox.poolwright('render', 'dev-1').stdout, ['echo ${HOME} ${PORT:-80} $(id) dev-1']);
      const near = change(SCRIPTED, 'SCRIPT', 'echo ${CLUSTR} >> /etc/cluster');
      sandbox.write('fleet.yaml', near);
      expectText(sandbox.poolwright('generate').stderr, [
        'warning[undeclared-variable]: ${CLUSTR} stays literal',
        placeIn(near, '${CLUSTR}'),
        'help: Did you mean ${CLUSTER}?',
      ]);
    },
  );
});

test('an error in a script points at its line', () => {
  const fleet = change(SCRIPTED, 'SCRIPT', 'set -eu\n          echo ${CLUSTER} ${CLUSTER:-none}');
  expectRefusal(fleet, {
    status: 2,
    says: ['error[unsupported-substitution]', placeIn(fleet, '${CLUSTER:-none}')],
  });
});

test('a declared variable without braces', () => {
  const fleet = change(FLEET, 'role: karpenter-node-${CLUSTER}', 'role: karpenter-node-$CLUSTER');
  withSandbox({ 'fleet.yaml': fleet }, (sandbox) => {
    expectText(sandbox.poolwright('generate').stderr, [
      'warning[unsupported-substitution]: $CLUSTER stays literal',
      placeIn(fleet, '$CLUSTER'),
      'help: Write ${CLUSTER}',
    ]);
    sandbox.write('fleet.yaml', change(SCRIPTED, 'SCRIPT', 'CLUSTER=x; echo $CLUSTER'));
    assert.not.match(sandbox.poolwright('generate').stderr, 'stays literal');
  });
});

test.run();
