import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { findCandidates, poolsOfFleet } from '../../../../../generator/instances/candidates/index.ts';
import { cataloguePrices } from '../../../../../generator/instances/cost/price-file.ts';
import { costBars } from '../../../../../generator/report/html/data/cost-bars.ts';
import type { EnvironmentCeiling } from '../../../../../generator/report/html/data/costs.ts';
import { typeTable } from '../../../../../generator/report/html/data/instances.ts';
import { allowedText, levelsOf } from '../../../../../generator/report/html/data/levels.ts';
import { pricedTypes } from '../../../../../generator/report/html/data/priced-types.ts';
import {
  clearestEnd,
  expirySummary,
  rollSummary,
} from '../../../../../generator/report/html/data/roll-summary.ts';
import { fillTimes } from '../../../../../generator/report/html/data/timed-text.ts';
import { timelineData } from '../../../../../generator/report/html/data/timeline.ts';
import { typeText } from '../../../../../generator/report/html/data/type-text.ts';
import { instancesJson } from '../../../../../generator/report/instances/json.ts';
import { timeIn } from '../../../../../generator/report/plan/time-text.ts';
import { change, FLEET } from '../../../../support/fleets.ts';
import { NOON, planOf, revisionOf } from '../../../plan/helper.ts';

const test = suite('what plots of a page show');

/** The colours of a calendar that allows these numbers, and the texts of its legend. */
function colorsOf(allowed: readonly (number | null)[], nodes: number): [colors: string, texts: string[]] {
  const { entries, of } = levelsOf(
    allowed.map((count, i) => [i, i + 1, count]),
    nodes,
  );
  const colors = allowed.map((count) => of(count ?? Number.POSITIVE_INFINITY).id.slice(-1)).join('');
  for (const count of allowed) assert.ok(entries.includes(of(count ?? Number.POSITIVE_INFINITY)));
  return [colors, entries.map(({ text }) => text)];
}

test('few numbers have a colour each, darker the larger they are', () => {
  assert.equal(colorsOf([3, 0, 3], 30), ['202', ['none', '3 of 30 nodes']]);
  assert.equal(colorsOf([20, 2, null, 200], 200), [
    '3155',
    ['2 of 200 nodes', '20 of 200 nodes', 'all, or no limit'],
  ]);
  assert.is(colorsOf([1, 2, 3], 9)[0], '124');
  assert.is(colorsOf([4, 3, 2, 1], 9)[0], '4321');
  assert.equal(colorsOf([2], 1), ['5', ['all, or no limit']]);
});

test('many numbers have a colour for each share of the nodes', () => {
  assert.equal(colorsOf([0, 2, 3, 5, 6, 10, 19, 20, null], 20), [
    '012233455',
    [
      'none',
      'up to 10 % of the nodes',
      'up to 25 % of the nodes',
      'up to 50 % of the nodes',
      'less than all',
      'all, or no limit',
    ],
  ]);
});

test('a number of nodes in words', () => {
  assert.equal(
    [0, 3, 30, Number.POSITIVE_INFINITY].map((allowed) => allowedText(allowed, 30)),
    [
      'none may be replaced',
      '3 of 30 nodes may be replaced at once',
      'all of 30 nodes may be replaced at once',
      'no limit',
    ],
  );
});

const LIST = '            requirements:\n';

function summaries(before: string): string[] {
  const tainted = change(before, LIST, `            taints: [{ key: a, effect: NoSchedule }]\n${LIST}`);
  const { rolls } = timelineData(planOf(before, tainted), NOON);
  const expiring = rolls.filter(({ expiry }) => expiry !== undefined);
  const texts = [rollSummary(rolls), ...(expiring.length > 0 ? [expirySummary(expiring)] : [])];
  return texts.map((text) => fillTimes(text, timeIn('UTC')));
}

test('a summary of rolls has the last earliest and latest end', () => {
  assert.equal(summaries(FLEET), [
    'The roll is done at the earliest Sun 29 Nov 12:20 UTC, drains have no upper bound without terminationGracePeriod.',
    'The nodes that replace others expire together from Tue 29 Dec 12:00 UTC to Tue 29 Dec 12:20 UTC: expiry respects no budget, and launches no replacement first.',
  ]);
  const bounded = change(FLEET, LIST, `            terminationGracePeriod: 1h\n${LIST}`);
  assert.match(
    summaries(bounded)[0] ?? '',
    /^The roll is done at the earliest .*, at the latest Sun 29 Nov \d\d:\d\d UTC\.$/,
  );
  const blocked = change(
    bounded,
    '    dev:\n',
    '    dev:\n      pools: { general: { nodePool: { disruption: { budgets: [{ nodes: "0" }] } } } }\n',
  );
  assert.match(summaries(blocked)[0] ?? '', /^1 roll of 2 stalls, the roll is done at the earliest /);
});

test('a timeline goes to the earliest end where waves are too short to be seen beside the latest', () => {
  const tainted = (fleet: string): string =>
    change(fleet, LIST, `            taints: [{ key: a, effect: NoSchedule }]\n${LIST}`);
  const ends = (grace: string): string => {
    const fleet = change(FLEET, LIST, `            terminationGracePeriod: ${grace}\n${LIST}`);
    return clearestEnd(timelineData(planOf(fleet, tainted(fleet)), NOON).rolls, NOON);
  };
  assert.equal(['5m', '24h'].map(ends), ['latest', 'earliest']);
  assert.is(clearestEnd(timelineData(planOf(FLEET, tainted(FLEET)), NOON).rolls, NOON), 'latest');
  assert.is(clearestEnd([], NOON), 'latest');
});

test('an environment has a bar for each side that it has, with what is not in it', () => {
  const side = (dearest: number, unlimited: string[] = []): EnvironmentCeiling => ({
    ceiling: { cheapest: dearest / 2, dearest, isExact: true },
    unlimited,
    unknown: [],
    pools: ['web', ...unlimited].map((pool) => ({ pool, ceiling: 'unknown' })),
  });
  const environments = [
    { environment: 'dev', before: side(2), after: side(4, ['gpu']) },
    { environment: 'new', after: side(6) },
  ];
  assert.equal(costBars({ environments }), [
    { environment: 'dev', side: 'before', cheapest: 1, dearest: 2, hasCeiling: true, rest: '' },
    {
      environment: 'dev',
      side: 'after',
      cheapest: 2,
      dearest: 4,
      hasCeiling: true,
      rest: 'gpu without limit',
    },
    { environment: 'new', side: 'after', cheapest: 3, dearest: 6, hasCeiling: true, rest: '' },
  ]);
});

test('types of a region are drawn with their price, those of a pool marked', () => {
  const entries = poolsOfFleet(revisionOf(FLEET).fleet, () => true).map((entry) => ({
    ...entry,
    candidates: findCandidates(entry),
    costs: [],
  }));
  const [entry] = instancesJson(entries, undefined).entries;
  assert.ok(entry);
  const types = pricedTypes(entry, typeTable([entry.region], cataloguePrices));
  const names = new Set(entry.types.map(({ name }) => name));
  assert.ok(names.size > 10 && types.length > 10 * names.size);
  assert.equal(
    types
      .filter(({ isCandidate }) => isCandidate)
      .map(({ name }) => name)
      .sort(),
    [...names].sort(),
  );
  const large = types.find(({ name }) => name === 'm5.large');
  assert.ok(large);
  assert.is(typeText(large), 'm5.large, amd64: 2 vCPU, 8 GiB, $0.0960/h');
  assert.is(typeText({ ...large, isEstimated: true }), 'm5.large, amd64: 2 vCPU, 8 GiB, ~$0.0960/h');
});

test.run();
