import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { change, FLEET, placeIn } from '../../support/fleets.ts';
import { withSandbox } from '../../support/sandbox.ts';

const test = suite('regions of clusters');

/** `SEVERITY[CODE] PLACE` of each finding about regions or budgets, with its help. */
function found(fleet: string): string[] {
  return withSandbox({ 'fleet.yaml': fleet }, (sandbox) => {
    const { stdout } = sandbox.poolwright('generate', '--format', 'json');
    const { diagnostics } = JSON.parse(stdout) as {
      diagnostics: { code: string; at: { file: string; line: number; column: number }; help: string }[];
    };
    return diagnostics
      .filter(({ code }) => code === 'unknown-region' || code === 'budget-exceeded')
      .map(({ code, at, help }) => `${code} ${at.file}:${at.line}:${at.column} ${help}`);
  });
}

const TAGGED = change(
  change(FLEET, '  pools:', '    REGION: { default: eu-west-1 }\n  pools:'),
  '        role:',
  '        tags: { region: "${REGION}" }\n        role:',
);

test('a region that a variable gives is the cluster’s, wherever it has its value', () => {
  assert.equal(found(TAGGED), []);
  const byDefault = change(TAGGED, 'default: eu-west-1', 'default: eu-wst-1');
  assert.equal(found(byDefault), [
    `unknown-region ${placeIn(byDefault, 'eu-wst-1')} Did you mean eu-west-1?`,
  ]);
  const byEnvironment = change(TAGGED, '    prod:\n', '    prod:\n      variables: { REGION: us-est-1 }\n');
  assert.equal(found(byEnvironment), [
    `unknown-region ${placeIn(byEnvironment, 'us-est-1')} Did you mean us-east-1?`,
  ]);
  const own = change(TAGGED, 'CLUSTER: prod-1', 'CLUSTER: prod-1, REGION: us-est-1');
  assert.equal(found(own), [`unknown-region ${placeIn(own, 'us-est-1')} Did you mean us-east-1?`]);
});

test('region counts for more than a variable, and a variable of another name for nothing', () => {
  const both = change(
    TAGGED,
    'prod-1: { variables: { CLUSTER: prod-1',
    'prod-1: { region: us-east-1, variables: { REGION: us-est-1, CLUSTER: prod-1',
  );
  assert.equal(found(both), []);
  const other = TAGGED.replaceAll('REGION', 'PLACE').replace('eu-west-1', 'eu-wst-1');
  assert.equal(found(other), []);
});

test('what a budget cannot count for the region says so', () => {
  const fleet = change(TAGGED, 'default: eu-west-1', 'default: eu-wst-1');
  const budget = `${fleet}  checks: { budget: { prod: { dollarsPerHour: 1000 } } }\n`;
  assert.ok(
    found(budget).some((one) =>
      one.endsWith(' Correct the region eu-wst-1, which the catalogue does not have'),
    ),
  );
});

test.run();
