import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { dollarsText } from '../../../generator/instances/cost/text.ts';
import { findingsOf } from '../report/snippets.ts';

const limited =
  '# fleet.yaml: spec.pools.general.nodePool\nlimits: { cpu: "4" }\n---\n# fleet.yaml: spec.pools.general.nodePool.template.spec\nrequirements: [{ key: node.kubernetes.io/instance-type, operator: In, values: [m5.large] }]\n---\n# fleet.yaml: spec.environments.prod.clusters.prod-1\nregion: us-east-1';

function budgetFindings(budget: string, more = limited): string[] {
  return findingsOf(`# fleet.yaml: spec.checks\nbudget: ${budget}\n---\n${more}`).filter((finding) =>
    /^(budget-exceeded|invalid-value)/.test(finding),
  );
}

test('an environment whose limits allow more than its budget is reported with both sums, the kind of the prices and their date', () => {
  assert.equal(budgetFindings('{ prod: { dollarsPerHour: 0.19 } }'), [
    'budget-exceeded: The limits of prod allow instances for $0.1920/h ($140 a month) on demand, more than its budget of $0.1900/h ($139 a month); prices: exact, 2026-07-20',
  ]);
});

test('a budget by the month is one of 730 hours', () => {
  assert.is(budgetFindings('{ prod: { dollarsPerMonth: 140.1 } }').length, 1);
  assert.equal(budgetFindings('{ prod: { dollarsPerMonth: 140.2 } }'), []);
});

test('a pool without a limit has no ceiling', () => {
  const unlimited = limited.replace(
    'limits: { cpu: "4" }',
    'limits: { cpu: null, memory: null, nvidia.com/gpu: "4" }',
  );
  assert.match(
    budgetFindings('{ prod: { dollarsPerHour: 100 } }', unlimited)[0] ?? '',
    /Nothing limits what general may cost in prod/,
  );
});

test('a type without a price is not counted, which is said', () => {
  const fresh = limited.replace('m5.large', 'zz9.large');
  assert.match(
    budgetFindings('{ prod: { dollarsPerHour: 100 } }', fresh)[0] ?? '',
    /What general may cost is unknown/,
  );
});

test('an environment that the fleet does not declare cannot have a budget', () => {
  assert.match(
    budgetFindings('{ prd: { dollarsPerHour: 100 } }')[0] ?? '',
    /budget is for the environment prd/,
  );
});

test('a budget has one amount', () => {
  assert.equal(budgetFindings('{ prod: { dollarsPerHour: 1, dollarsPerMonth: 5 } }'), [
    'invalid-value: spec.checks.budget.prod has dollarsPerHour and dollarsPerMonth, but takes only one of them',
  ]);
  assert.equal(budgetFindings('{ prod: {} }'), ['invalid-value: spec.checks.budget.prod is empty']);
});

test('sums of a thousand dollars have their digits in groups, by the hour as by the month', () => {
  assert.is(dollarsText(1000), '$1,000.00/h ($730,000 a month)');
  assert.is(dollarsText(1234567.891), '$1,234,567.89/h ($901,234,560 a month)');
  assert.is(dollarsText(999.5), '$999.50/h ($729,635 a month)');
  assert.is(dollarsText(0.12345), '$0.1235/h ($90 a month)');
});

test.run();
