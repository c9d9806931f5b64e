import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { appliedBudgets } from '../../../../generator/check/karpenter/disruption/budget.ts';
import { type RollInput, simulateRoll } from '../../../../generator/plan/rollout/roll.ts';

const test = suite('simulated rolls');

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** A Monday. */
const MONDAY = Date.UTC(2026, 0, 5);

function roll(budgets: Record<string, string | string[]>[] | undefined, options: Partial<RollInput>) {
  return simulateRoll({
    budgets: appliedBudgets(budgets ? { disruption: { budgets } } : {}),
    nodes: 5,
    at: MONDAY,
    drain: { shortestMs: 5 * SECOND, longestMs: undefined },
    ...options,
  });
}

/** A pass comes up to ten seconds after what it waits for. */
function isAbout(time: number | undefined, wanted: number): boolean {
  return time !== undefined && time >= wanted && time < wanted + 2 * MINUTE;
}

/** What Karpenter v1.15.0 with its KWOK provider did with five nodes: the budgets, how long pods took to end, the most at once, the end. */
const SEEN: [string, Record<string, string>[] | undefined, number, number, number][] = [
  ['nodes 1', [{ nodes: '1' }], 1, 1, 52.6],
  ['20%', [{ nodes: '20%' }], 1, 1, 54.7],
  ['the default', undefined, 1, 1, 53.9],
  ['20%, slow pods', [{ nodes: '20%' }], 25, 2, 94.9],
  ['nodes 2, slow pods', [{ nodes: '2' }], 25, 2, 94.7],
  ['50%', [{ nodes: '50%' }], 1, 3, 23],
  ['50%, slow pods', [{ nodes: '50%' }], 25, 5, 56.7],
  ['100%', [{ nodes: '100%' }], 1, 5, 13],
  ['no budgets', [], 1, 5, 13.9],
  ['100%, limits at usage', [{ nodes: '100%' }], 1, 5, 16.2],
  ['outside of the only window', [{ nodes: '0', schedule: '0 12 * * *', duration: '1h' }], 1, 5, 12.2],
];

for (const [name, budgets, pods, most, seconds] of SEEN) {
  test(`as on a real controller: ${name}`, () => {
    const drainMs = pods < 5 ? 5.5 * SECOND : (pods + 1.5) * SECOND;
    const quick = {
      replaceMs: 3 * SECOND,
      passMs: SECOND,
      drain: { shortestMs: drainMs, longestMs: drainMs },
    };
    const { mostAtOnce, shortestEnd, longestEnd, stalls } = roll(budgets, quick);
    assert.is(mostAtOnce, most);
    assert.is(shortestEnd, longestEnd);
    assert.is(stalls, undefined);
    const took = ((shortestEnd ?? 0) - MONDAY) / SECOND;
    assert.ok(Math.abs(took - seconds) < Math.max(4, seconds * 0.1), `${took} s, seen ${seconds} s`);
  });
}

test('a budget of no nodes stalls the roll for good', () => {
  const blocked = roll([{ nodes: '0' }], {});
  assert.equal(blocked.stalls, { reason: 'budget', left: 5 });
  assert.is(blocked.shortestEnd, undefined);
  assert.equal(blocked.waves, []);
  const broken = roll(
    [{ nodes: '3' }, { nodes: '1', schedule: 'x', duration: '1h', reasons: ['Empty'] }],
    {},
  );
  assert.equal(broken.stalls, { reason: 'budget', left: 5 });
  const closed = roll([{ nodes: '0', schedule: '@daily', duration: '24h' }], {});
  assert.equal(closed.stalls, { reason: 'budget', left: 5 });
});

test('usage over a limit stalls the roll; at the limit it goes on as without', () => {
  const all = [{ nodes: '100%' }];
  assert.equal(roll(all, { headroom: -1 }).stalls, { reason: 'limit', left: 5 });
  assert.is(roll(all, { headroom: -1, drifted: 0 }).stalls, undefined);
  assert.equal(roll(all, { headroom: 0 }), roll(all, {}));
});

test('a static pool replaces as many at once as limits.nodes has room for, and none without room', () => {
  const pool = { isStatic: true, nodes: 9 };
  assert.equal(roll([], { ...pool, headroom: 0 }).stalls, { reason: 'no-headroom', left: 9 });
  assert.is(roll([], { ...pool, headroom: 2 }).mostAtOnce, 2);
  assert.is(roll([{ nodes: '4' }], { ...pool, headroom: 6 }).mostAtOnce, 4);
  assert.is(roll([], pool).mostAtOnce, 9);
});

test('windows make waves, and a wave goes on while the old nodes drain', () => {
  const nightly = [{ nodes: '0', schedule: '0 6 * * *', duration: '16h' }, { nodes: '1' }];
  const { waves, shortestEnd, stalls } = roll(nightly, {
    nodes: 100,
    at: MONDAY + 12 * HOUR,
    replaceMs: 5 * MINUTE,
    drain: { shortestMs: 5 * MINUTE, longestMs: undefined },
  });
  assert.is(stalls, undefined);
  assert.equal(
    waves.map(({ start, nodes }) => [Math.floor((start - MONDAY) / HOUR), nodes]),
    [
      [22, 48],
      [46, 48],
      [70, 4],
    ],
  );
  assert.ok(isAbout(waves[0]?.end, MONDAY + 30 * HOUR));
  assert.ok(isAbout(shortestEnd, MONDAY + 70 * HOUR + 40 * MINUTE));
});

test('the longest end is that of terminationGracePeriod, and none without it', () => {
  const drain = (longestMs: number | undefined) => ({ drain: { shortestMs: 5 * SECOND, longestMs } });
  assert.is(roll([{ nodes: '1' }], drain(undefined)).longestEnd, undefined);
  assert.is(roll([{ nodes: '1' }], drain(undefined)).stalls, undefined);
  const { shortestEnd, longestEnd } = roll([{ nodes: '1' }], { replaceMs: MINUTE, ...drain(HOUR) });
  assert.ok(isAbout(longestEnd, MONDAY + 5 * (HOUR + MINUTE)));
  assert.ok(isAbout(shortestEnd, MONDAY + 5 * MINUTE + 25 * SECOND));
});

test('slow drains let a percentage grow', () => {
  const { mostAtOnce, mostAtOnceSlow } = roll([{ nodes: '50%' }], {
    replaceMs: 30 * SECOND,
    drain: { shortestMs: 5 * SECOND, longestMs: HOUR },
  });
  assert.equal([mostAtOnce, mostAtOnceSlow], [3, 5]);
});

test('nodes that are not ready use up budgets', () => {
  assert.is(roll([{ nodes: '3' }], { nodes: 10, unavailable: 2 }).mostAtOnce, 1);
  assert.equal(roll([{ nodes: '2' }], { nodes: 10, unavailable: 2 }).stalls, {
    reason: 'unavailable',
    left: 10,
  });
});

test('nothing drifted is nothing to do', () => {
  const none = roll([{ nodes: '1' }], { drifted: 0 });
  assert.equal(none.waves, []);
  assert.is(none.shortestEnd, MONDAY);
  assert.is(none.longestEnd, MONDAY);
});

test.run();
