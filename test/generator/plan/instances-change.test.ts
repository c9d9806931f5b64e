import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { planMarkdown } from '../../../generator/report/plan/markdown.ts';
import { planText } from '../../../generator/report/plan/text.ts';
import { change, FLEET } from '../../support/fleets.ts';
import { planOf } from './helper.ts';

const test = suite('instance types and ceilings in a plan');

/** The fleet with a pool of named types and a limit of cores. */
function fleet(types: string, cpu: string): string {
  const named = change(
    FLEET,
    '            requirements:\n',
    `            requirements:\n              - { key: node.kubernetes.io/instance-type, operator: In, values: [${types}] }\n`,
  );
  return named.replace(/cpu: "\d+"/, `cpu: "${cpu}"`);
}

test('names the types that a pool gains and loses, and what its limits allow before and after', () => {
  const plan = planOf(fleet('m5.large', '4'), fleet('m5.large, m5.xlarge, r5.large', '8'));
  const [entry] = plan.entries;
  assert.equal(entry?.instances?.gained, ['m5.xlarge', 'r5.large']);
  assert.equal(entry?.instances?.lost, []);
  assert.equal(entry?.instances?.ceiling, {
    before: { cheapest: 0.192, dearest: 0.192, isExact: true },
    after: { cheapest: 0.384, dearest: 0.504, isExact: true },
    prices: [{ kind: 'exact', date: '2026-07-20' }],
  });
  const lines = [
    'instance types in us-east-1: 2 more (m5.xlarge, r5.large)',
    'at most, on demand in us-east-1: $0.1920/h ($140 a month) -> $0.5040/h ($368 a month); prices: exact 2026-07-20',
  ];
  const text = planText(plan, { color: false, verbose: true, timeZone: 'UTC' });
  for (const line of lines) assert.ok(text.includes(line), text);
  assert.match(planMarkdown(plan, 'UTC'), /instance types in us.*2 more/);
});

test('says nothing of a change that leaves types and limits alone', () => {
  const before = fleet('m5.large', '4');
  const plan = planOf(before, change(before, '        limits:', '        weight: 5\n        limits:'));
  assert.is(plan.entries.length > 0, true);
  for (const { instances } of plan.entries) assert.is(instances, undefined);
});

test.run();
