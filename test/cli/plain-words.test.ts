import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { change, FLEET, generatedFiles } from '../support/fleets.ts';
import { expectStatus, expectText } from '../support/run.ts';
import { withSandbox } from '../support/sandbox.ts';

const test = suite('messages in plain words');

test('a waiver with an empty reason', () => {
  const withReason = (reason: string): string =>
    change(
      FLEET,
      '  karpenter: "1.15"\n',
      `  karpenter: "1.15"\n  checks: { waivers: [{ code: ami-latest, reason: "${reason}", expires: "2999-01-01" }] }\n`,
    );
  withSandbox(generatedFiles({ 'fleet.yaml': withReason('') }), (sandbox) => {
    const result = sandbox.poolwright('validate');
    expectStatus(result, 2);
    assert.match(result.stderr, /error\[invalid-value\]: spec\.checks\.waivers\S*reason is empty/);
    assert.not.match(result.stderr, 'must NOT');
    sandbox.write('fleet.yaml', withReason('known'));
    assert.not.match(sandbox.poolwright('validate').stderr, 'is empty');
  });
});

test('a path of explain below a place without named fields', () =>
  withSandbox({}, (sandbox) => {
    for (const [path, says] of [
      [
        'spec.pools[].x',
        ['fleet.yaml has no field spec.pools[]', 'help: spec.pools is a mapping: write spec.pools.*'],
      ],
      ['spec.workloads.x', ['help: spec.workloads is a list: write spec.workloads[]']],
      ['spec.karpenter.x', ['help: spec.karpenter has a plain value: explain spec.karpenter']],
      ['spec.pool', ['fleet.yaml has no field spec.pool', 'help: Did you mean pools?']],
    ] as const) {
      const result = sandbox.poolwright('explain', path);
      expectStatus(result, 2);
      expectText(result.stderr, [...says]);
    }
    expectStatus(sandbox.poolwright('explain', 'spec.pools.*'), 0);
  }));

test.run();
