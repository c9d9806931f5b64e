import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { fillTimes } from '../../../../../generator/report/html/data/timed-text.ts';
import { timelineData } from '../../../../../generator/report/html/data/timeline.ts';
import { planJson } from '../../../../../generator/report/plan/json.ts';
import { planText } from '../../../../../generator/report/plan/text.ts';
import { timeIn } from '../../../../../generator/report/plan/time-text.ts';
import { change, FLEET } from '../../../../support/fleets.ts';
import { NOON, planOf } from '../../../plan/helper.ts';

const test = suite('roll timeline of a page');

const TAINTS = '            taints: [{ key: team, value: web, effect: NoSchedule }]\n';
const LIST = '            requirements:\n';
const TAINTED = change(FLEET, LIST, `${TAINTS}${LIST}`);

test('has the waves, ends and expiry of the plan, once for all environments where they are the same', () => {
  const plan = planOf(FLEET, TAINTED);
  assert.is(plan.entries.length, 2);
  const { rolls, from, deleted } = timelineData(plan, NOON);
  assert.is(from, NOON);
  assert.equal(deleted, []);
  assert.is(rolls.length, 1);
  const [roll] = rolls;
  assert.equal(roll?.places, [
    { environment: 'dev', clusters: ['dev-1'] },
    { environment: 'prod', clusters: ['prod-1'] },
  ]);
  const schedule = planJson(plan).entries[0]?.schedule;
  assert.ok(roll && schedule);
  const iso = (time: number | undefined): string | undefined =>
    time === undefined ? undefined : new Date(time).toISOString();
  assert.equal(
    roll.waves.map(({ start, end, nodes }) => ({ start: iso(start), end: iso(end), nodes })),
    schedule.waves,
  );
  assert.is(iso(roll.shortestEnd), schedule.shortestEnd);
  assert.is(iso(roll.longestEnd), schedule.longestEnd);
  assert.equal({ start: iso(roll.expiry?.start), end: iso(roll.expiry?.end) }, schedule.expiry);
  const text = planText(plan, { color: false, verbose: false, timeZone: 'UTC' });
  assert.ok(roll.lines.length >= 3);
  for (const line of roll.lines) assert.ok(text.includes(fillTimes(line, timeIn('UTC'))), line);
});

test('orders rolls by their end, those that stall last, and has no end for them', () => {
  const blocked = '        disruption: { consolidateAfter: 0s, budgets: [{ nodes: "0" }] }\n';
  const stalls = (fleet: string): string =>
    change(
      fleet,
      '    dev:\n',
      `    dev:\n      pools:\n        general:\n          nodePool:\n${blocked.replace(/^/gm, '    ').trimEnd()}\n`,
    );
  const { rolls } = timelineData(planOf(stalls(FLEET), stalls(TAINTED)), NOON);
  assert.equal(
    rolls.map(({ places, effect }) => [places[0]?.environment, effect]),
    [
      ['prod', 'all'],
      ['dev', 'stalls'],
    ],
  );
  assert.is(rolls[1]?.shortestEnd, undefined);
  assert.equal(rolls[1]?.waves, []);
  assert.match(
    rolls[1]?.lines.join('\n') ?? '',
    'stalls: no budget allows a node to be replaced, 10 nodes stay',
  );
});

test('names deleted pools, whose nodes have no schedule', () => {
  const renamed = FLEET.replace('    general:\n', '    store:\n');
  const { rolls, deleted } = timelineData(planOf(FLEET, renamed), NOON);
  assert.equal(rolls, []);
  assert.equal(
    deleted.map(({ pool, places }) => [pool, ...places.map(({ environment }) => environment)]),
    [['general', 'dev', 'prod']],
  );
});

test.run();
