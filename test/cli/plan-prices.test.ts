import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { change, FLEET, withRequirement } from '../support/fleets.ts';
import { expectStatus } from '../support/run.ts';
import { withSandbox } from '../support/sandbox.ts';
import { makeRepository } from './shell.ts';

const test = suite('plan --prices');

const TYPES = '{ key: node.kubernetes.io/instance-type, operator: In, values: [m5.large] }';
const ONE = withRequirement(FLEET, TYPES);

test('takes the prices of a file, and names the line that cannot be read', () =>
  withSandbox(
    { 'fleet.yaml': ONE, 'prices.csv': 'm5.large,,0.05\n', 'broken.csv': 'm5.large,,free\n' },
    (sandbox) => {
      expectStatus(sandbox.poolwright('generate'), 0);
      makeRepository(sandbox);
      sandbox.write('fleet.yaml', change(ONE, 'cpu: "100"', 'cpu: "200"'));
      expectStatus(sandbox.poolwright('generate'), 0);
      const plan = sandbox.poolwright('plan', '--verbose', '--prices', 'prices.csv');
      expectStatus(plan, 0);
      assert.match(
        plan.stdout,
        /at most, on demand in us-east-1: \$2\.50\/h .* → \$5\.00\/h .*; prices: given\n/,
      );
      const broken = sandbox.poolwright('plan', '--prices', 'broken.csv');
      expectStatus(broken, 2);
      assert.match(
        `${broken.stdout}${broken.stderr}`,
        /broken\.csv:1.*invalid-price|invalid-price.*"free" is not a number of dollars/s,
      );
      const missing = sandbox.poolwright('plan', '--prices', 'none.csv');
      expectStatus(missing, 2);
      assert.match(`${missing.stdout}${missing.stderr}`, /no such file: none\.csv/);
      const folder = sandbox.poolwright('plan', '--prices', '.');
      expectStatus(folder, 2);
      assert.match(`${folder.stdout}${folder.stderr}`, /\. is a folder, not a file/);
    },
  ));

test.run();
