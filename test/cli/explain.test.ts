import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { expectStatus, expectText } from '../support/run.ts';
import { withSandbox } from '../support/sandbox.ts';

const test = suite('explain: the end of a path');

test('the end of one path is that path', () =>
  withSandbox({}, (sandbox) => {
    for (const [end, path] of [
      ['tier', 'spec.environments.*.tier'],
      ['substituteFrom[0].kind', 'spec.delivery.flux.substituteFrom[].kind'],
    ] as const) {
      const result = sandbox.poolwright('explain', end);
      expectStatus(result, 0);
      assert.ok(result.stdout.startsWith(`# ${path}\n`), result.stdout);
    }
  }));

test('the end of several paths lists them', () =>
  withSandbox({}, (sandbox) => {
    const result = sandbox.poolwright('explain', 'nodePool.disruption.budgets');
    expectStatus(result, 2);
    expectText(result.stderr, [
      'nodePool.disruption.budgets is the end of several paths of fleet.yaml',
      'give its path: spec.pools.*.nodePool.disruption.budgets, spec.defaults.nodePool.disruption.budgets',
    ]);
  }));

test('what no path ends in has no field', () =>
  withSandbox({}, (sandbox) => {
    const result = sandbox.poolwright('explain', 'disruption.budgetz');
    expectStatus(result, 2);
    expectText(result.stderr, ['fleet.yaml has no field disruption']);
  }));

test.run();
