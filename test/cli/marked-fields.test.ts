import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { change, FLEET, placeIn } from '../support/fleets.ts';
import { expectStatus, expectText } from '../support/run.ts';
import { withSandbox } from '../support/sandbox.ts';

const test = suite('validate: the field that is marked');

const withKubelet = (kubelet: string): string =>
  change(FLEET, '        role:', `        kubelet: ${kubelet}\n        role:`);

const withVariable = (value: string): string =>
  change(
    change(FLEET, '{ CLUSTER: dev-1 }', `{ CLUSTER: dev-1, TAG: ${value} }`),
    '{ CLUSTER: prod-1 }',
    '{ CLUSTER: prod-1, TAG: x }',
  );

function expectInFleet(fleet: string, texts: readonly string[]): void {
  withSandbox({ 'fleet.yaml': fleet }, (sandbox) => {
    expectText(sandbox.poolwright('validate').stderr, texts);
  });
}

test('an unknown name is marked at the name, with the one that is meant', () => {
  const limits = change(FLEET, '{ cpu: "100" }', '{ cpu: "100", cpus: "8" }');
  expectInFleet(limits, [placeIn(limits, 'cpus'), 'help: Did you mean cpu?']);
  for (const [kubelet, name, help] of [
    ['{ maxpods: 50 }', 'maxpods', 'Did you mean maxPods?'],
    ['{ zzzzzz: 50 }', 'zzzzzz', 'Correct the name of the field, or remove it'],
    ['{ kubeReserved: { memorry: 1Gi } }', 'memorry', 'Did you mean memory?'],
    ['{ evictionHard: { nodefs.availble: 5% } }', 'nodefs.availble', 'Did you mean nodefs.available?'],
  ] as const) {
    const fleet = withKubelet(kubelet);
    expectInFleet(fleet, [`${placeIn(fleet, name)}\n`, `help: ${help}`]);
  }
});

test('a wrong value of a known name is marked at the value', () => {
  const fleet = withKubelet('{ kubeReserved: { memory: -7Gi } }');
  expectInFleet(fleet, [`${placeIn(fleet, '-7Gi')}\n`]);
});

test('known names have no finding', () => {
  const fleet = withKubelet(
    '{ maxPods: 50, kubeReserved: { memory: 1Gi }, evictionHard: { nodefs.available: 5% } }',
  );
  withSandbox({ 'fleet.yaml': fleet }, (sandbox) => {
    sandbox.poolwright('generate');
    const result = sandbox.poolwright('validate');
    expectStatus(result, 0);
    assert.not.match(result.stderr, /kubelet|limits\.cpu/);
  });
});

test('an unknown name that an operation adds is marked at the path of the operation', () => {
  const fleet = change(
    FLEET,
    '    dev:\n',
    `    dev:
      pools:
        general:
          nodePoolJson6902: [{ op: add, path: /spec/limits/cpus, value: "8" }]
`,
  );
  expectInFleet(fleet, [placeIn(fleet, '/spec/limits/cpus')]);
});

test('a value that YAML reads as a mapping is quoted where it is all of each field', () => {
  const fleet = change(
    change(withVariable('"a: b"'), 'role:', 'tags: { team: "${TAG}" }\n        role:'),
    '    CLUSTER:',
    '    TAG: {}\n    CLUSTER:',
  );
  expectInFleet(fleet, [
    `${placeIn(fleet, '"a: b"')}\n`,
    `help: Keep it a string with quotes inside the value: '"a: b"'`,
  ]);
  const mixed = change(fleet, '"${TAG}"', '"${TAG}", own: "x-${TAG}"');
  expectInFleet(mixed, ['help: Give TAG another value in dev-1']);
  const plain = fleet.replace('"a: b"', `'"a: b"'`);
  withSandbox({ 'fleet.yaml': plain }, (sandbox) => {
    expectStatus(sandbox.poolwright('generate'), 0);
    expectStatus(sandbox.poolwright('validate'), 0);
  });
});

test.run();
