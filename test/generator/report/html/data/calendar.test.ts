import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { openCrds } from '../../../../../generator/crds/karpenter.ts';
import { type CalendarInput, calendarData } from '../../../../../generator/report/html/data/calendar.ts';
import { fillTimes } from '../../../../../generator/report/html/data/timed-text.ts';
import { planJson } from '../../../../../generator/report/plan/json.ts';
import { scheduleLines } from '../../../../../generator/report/plan/schedule.ts';
import { timeIn } from '../../../../../generator/report/plan/time-text.ts';
import { change, FLEET, withRequirement } from '../../../../support/fleets.ts';
import { NOON, planOf, revisionOf } from '../../../plan/helper.ts';
import { stateOf } from '../../../plan/nodes/cluster-state.ts';

const test = suite('budget calendars of a page');

const BUDGETS = `        disruption:
          consolidateAfter: 0s
          budgets:
            - { nodes: "20%", schedule: "0 22 * * sat", duration: 8h }
            - { nodes: "0", schedule: "0 8 * * mon-fri", duration: 10h, reasons: [Drifted] }
`;
const WINDOWS = change(FLEET, '      nodeClass:\n', `${BUDGETS}      nodeClass:\n`);
const TAINTED = change(
  WINDOWS,
  '            requirements:\n',
  '            taints: [{ key: team, value: web, effect: NoSchedule }]\n            requirements:\n',
);

function dataOf(fleet: string, options: Partial<CalendarInput> = {}): ReturnType<typeof calendarData> {
  return calendarData({ after: revisionOf(fleet), crds: openCrds(), at: NOON, ...options });
}

test('has the calendar of drift that the plan has, in JSON and in words', () => {
  const plan = planOf(WINDOWS, TAINTED);
  const [entry] = plan.entries;
  assert.ok(entry?.schedule);
  const [calendar] = dataOf(TAINTED).calendars;
  const drifted = calendar?.reasons.find(({ reasons }) => reasons.includes('Drifted'));
  assert.ok(drifted);
  assert.ok(drifted.spans.length > 10, 'windows open and close');
  assert.equal(
    drifted.spans.map(([start, end, allowed]) => ({
      start: new Date(start).toISOString(),
      end: new Date(end).toISOString(),
      allowed: allowed ?? 'unlimited',
    })),
    planJson(plan).entries[0]?.schedule?.calendar,
  );
  const [line] = scheduleLines('general', entry.schedule, timeIn('UTC'));
  assert.is(
    `budgets: ${fillTimes(drifted.text, timeIn('UTC'))} (10 nodes are assumed: --nodes general=N)`,
    line,
  );
});

test('has a calendar once for all clusters and reasons where it is the same', () => {
  const { calendars, from, days } = dataOf(WINDOWS);
  assert.is(from, NOON);
  assert.is(days, 14);
  assert.is(calendars.length, 1);
  assert.equal(calendars[0]?.pools, [
    {
      pool: 'general',
      places: [
        { environment: 'dev', clusters: ['dev-1'] },
        { environment: 'prod', clusters: ['prod-1'] },
      ],
    },
  ]);
  assert.equal(
    calendars[0]?.reasons.map(({ reasons }) => reasons),
    [['Empty', 'Underutilized'], ['Drifted']],
  );
});

test('clusters with other budgets, and pools of another size, have calendars of their own', () => {
  const patched = change(
    WINDOWS,
    '    prod:\n',
    '    prod:\n      pools: { general: { nodePool: { disruption: { budgets: [{ nodes: "1" }] } } } }\n',
  );
  const { calendars } = dataOf(patched);
  assert.equal(
    calendars.map(({ pools }) => pools[0]?.places[0]?.environment),
    ['dev', 'prod'],
  );
  const counted = dataOf(WINDOWS, { countNodes: () => 30 }).calendars[0];
  assert.is(counted?.nodes, 30);
  assert.is(counted?.isAssumed, false);
  const limits = counted?.reasons[0]?.spans.map(([, , allowed]) => allowed);
  assert.equal([...new Set(limits)], [null, 6], 'a fifth of 30 nodes, or no limit');
});

test('counts the nodes of a cluster whose state is known', () => {
  const zones = '{ key: topology.kubernetes.io/zone, operator: In, values: [eu-west-1a] }';
  const fleet = withRequirement(WINDOWS, zones);
  const state = stateOf(fleet, 'dev-1', ['eu-west-1a', 'eu-west-1a', 'eu-west-1a']);
  const { calendars } = dataOf(fleet, {
    before: revisionOf(fleet),
    stateOf: (cluster) => (cluster === 'dev-1' ? state : undefined),
    countNodes: () => 30,
  });
  assert.equal(
    calendars.map(({ pools, nodes }) => [pools[0]?.places[0]?.clusters, nodes]),
    [
      [['dev-1'], 3],
      [['prod-1'], 30],
    ],
  );
});

test('leaves out clusters that nobody wants', () => {
  const { calendars } = dataOf(WINDOWS, {
    isWanted: (_cluster, environments) => environments.includes('prod'),
  });
  assert.equal(calendars[0]?.pools[0]?.places, [{ environment: 'prod', clusters: ['prod-1'] }]);
});

test.run();
