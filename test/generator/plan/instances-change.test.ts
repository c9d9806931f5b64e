import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { planMarkdown } from '../../../generator/report/plan/markdown.ts';
import { planText } from '../../../generator/report/plan/text.ts';
import { change, FLEET, withRequirement } from '../../support/fleets.ts';
import { planOf } from './helper.ts';

const test = suite('instance types and ceilings in a plan');

/** The fleet with a pool of named types and a limit of cores. */
function fleet(types: string, cpu: string): string {
  const named = withRequirement(
    FLEET,
    `{ key: node.kubernetes.io/instance-type, operator: In, values: [${types}] }`,
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
    spot: 'never',
    prices: [{ kind: 'exact', date: '2026-07-20' }],
  });
  const lines = [
    'instance types in us-east-1: 2 more (m5.xlarge, r5.large)',
    'at most, on demand in us-east-1: $0.1920/h ($140 a month) → $0.5040/h ($368 a month); prices: exact 2026-07-20',
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

const ON_DEMAND = 'values: [on-demand]';

test('names the spot range of a pool of spot instances alone, and says that they cost no more than on demand', () => {
  const spot = (text: string): string => change(text, ON_DEMAND, 'values: [spot]');
  const plan = planOf(spot(fleet('m5.large', '4')), spot(fleet('m5.large', '8')));
  const ceiling = plan.entries[0]?.instances?.ceiling;
  assert.is(ceiling?.spot, 'only');
  const [before, after] = [ceiling?.before, ceiling?.after].map((one) =>
    typeof one === 'object' ? one.atSpotPrices : undefined,
  );
  assert.ok(before !== undefined && after !== undefined);
  assert.ok(
    before.lowest > 0 && before.lowest < before.highest && before.highest < 0.192,
    'less than on demand',
  );
  assert.ok(Math.abs(after.highest - 2 * before.highest) < 1e-4);
  const text = planText(plan, { color: false, verbose: true, timeZone: 'UTC' });
  assert.match(text, /at most, on demand \(spot nodes do not exceed that\) in us-east-1: \$0\.1920/);
  assert.match(text, new RegExp(`at spot prices of ${after.date} in us-east-1: \\$0\\.\\d+/h .* to .* → `));
  const toSpot = planText(planOf(fleet('m5.large', '4'), spot(fleet('m5.large', '4'))), {
    color: false,
    verbose: false,
    timeZone: 'UTC',
  });
  assert.match(
    toSpot,
    /at most, on demand \(spot nodes do not exceed that\) in us-east-1: \$0\.1920\/h \(\$140 a month\); /,
  );
  assert.match(toSpot, /at spot prices of \S+ in us-east-1: \$0\..*, new\n/);
  const both = (cpu: string): string =>
    change(fleet('m5.large', cpu), ON_DEMAND, 'values: [on-demand, spot]');
  const mixed = planOf(both('4'), both('8'));
  assert.is(mixed.entries[0]?.instances?.ceiling?.spot, 'also');
  assert.not.match(planText(mixed, { color: false, verbose: true, timeZone: 'UTC' }), /at spot prices/);
});

test('says what the replicas of a static pool cost before and after', () => {
  const fixed = (replicas: number): string =>
    fleet('m5.large, m5.xlarge', '4').replace(/limits: .*/, `replicas: ${replicas}`);
  const plan = planOf(fixed(2), fixed(3));
  assert.equal(plan.entries[0]?.instances?.replicas, {
    before: { count: 2, lowest: 0.192, highest: 0.384 },
    after: { count: 3, lowest: 0.288, highest: 0.576 },
  });
  const text = planText(plan, { color: false, verbose: true, timeZone: 'UTC' });
  assert.match(
    text,
    /replicas, on demand in us-east-1: 2 for \$0\.1920\/h .* to \$0\.3840\/h .* → 3 for \$0\.2880\/h/,
  );
  const same = planOf(
    fixed(2),
    change(fixed(2), '    general:\n      nodePool:\n', '    general:\n      nodePool:\n        weight: 5\n'),
  );
  for (const { instances } of same.entries) assert.is(instances, undefined);
});

test('has no entry for another region alone, which changes no object', () => {
  const at = (region: string): string =>
    change(fleet('m5.large', '4'), 'dev-1: { variables', `dev-1: { region: ${region}, variables`);
  assert.equal(planOf(at('us-east-1'), at('eu-west-1')).entries, []);
  const both = planOf(at('us-east-1'), at('eu-west-1').replace('cpu: "4"', 'cpu: "8"'));
  const dev = both.entries.find(({ environment }) => environment === 'dev');
  assert.is(dev?.instances?.region, 'eu-west-1');
});

test.run();
