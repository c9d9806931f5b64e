import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { appliedBudgets } from '../../../../generator/check/karpenter/disruption/budget.ts';
import { allowedWithin } from '../../../../generator/plan/rollout/allowed.ts';
import { type BudgetCalendar, budgetCalendar } from '../../../../generator/plan/rollout/calendar.ts';
import { allowedAt } from './allowed-at.ts';

const test = suite('budget calendar');

const HOUR = 3_600_000;
/** A Monday. */
const MONDAY = Date.UTC(2026, 0, 5);
const NO_LIMIT = Number.POSITIVE_INFINITY;

function specOf(...budgets: Record<string, string | string[]>[]) {
  return { disruption: { budgets } };
}

/** What each hour from `from` on allows at least. */
function hoursOf({ spans, from, days }: BudgetCalendar): number[] {
  const first = Math.floor(from / HOUR) * HOUR;
  const hours = Array.from({ length: days * 24 }, (_, hour) => first + hour * HOUR);
  return hours.map((start) => allowedWithin(spans, start, start + HOUR)?.least ?? Number.NaN);
}

const office = { nodes: '0', schedule: '0 8 * * mon-fri', duration: '10h' };

test('says what is allowed in each hour of two weeks, and when that changes', () => {
  const calendar = budgetCalendar(specOf(office, { nodes: '10%' }), 'Drifted', { nodes: 25, from: MONDAY });
  assert.is(calendar.now, 3);
  const hours = hoursOf(calendar);
  assert.is(hours.length, 336);
  assert.equal(hours.slice(6, 10), [3, 3, 0, 0]);
  assert.equal(hours.slice(16, 20), [0, 0, 3, 3]);
  assert.is(
    hours.slice(5 * 24, 7 * 24).every((allowed) => allowed === 3),
    true,
  );
  assert.is(calendar.nextAnything, MONDAY);
  assert.is(calendar.nextNothing, MONDAY + 8 * HOUR);
  assert.is(calendar.nextEverything, undefined);
});

test('outside its window a scheduled budget limits nothing', () => {
  const calendar = budgetCalendar(specOf(office), 'Drifted', { nodes: 25, from: MONDAY + 9 * HOUR });
  assert.is(calendar.now, 0);
  assert.is(calendar.nextNothing, MONDAY + 9 * HOUR);
  assert.is(calendar.nextAnything, MONDAY + 18 * HOUR);
  assert.is(calendar.nextEverything, MONDAY + 18 * HOUR);
  assert.is(hoursOf(calendar)[9], NO_LIMIT);
});

test('a limit of at least all nodes allows everything', () => {
  const nextEverything = (nodes: string, count: number) =>
    budgetCalendar(specOf({ nodes }), 'Drifted', { nodes: count, from: MONDAY }).nextEverything;
  assert.equal(
    [nextEverything('100%', 7), nextEverything('7', 7), nextEverything('6', 7), nextEverything('0', 0)],
    [MONDAY, MONDAY, undefined, undefined],
  );
});

test('a budget for another reason is left out, and one that cannot be read blocks all', () => {
  const now = (budgets: Record<string, string | string[]>[]) =>
    budgetCalendar(specOf(...budgets), 'Drifted', { nodes: 5, from: MONDAY });
  assert.is(now([{ nodes: '0', reasons: ['Empty'] }]).now, NO_LIMIT);
  const broken = now([{ nodes: '1', schedule: '61 * * * *', duration: '1h', reasons: ['Empty'] }]);
  assert.is(broken.now, 0);
  assert.is(broken.nextAnything, undefined);
});

test('finds a window that comes once a year, beyond the days of the calendar', () => {
  const closed = { nodes: '0', schedule: '30 0 24 12 *', duration: '48h' };
  const calendar = budgetCalendar(specOf(closed), 'Drifted', { nodes: 5, from: MONDAY, days: 2 });
  assert.is(calendar.spans.at(-1)?.end, MONDAY + 72 * HOUR);
  assert.is(calendar.nextNothing, Date.UTC(2026, 11, 24, 0, 30));
  const none = { nodes: '0', schedule: '0 0 * * *', duration: '24h' };
  assert.is(budgetCalendar(specOf(none), 'Drifted', { nodes: 5, from: MONDAY }).nextAnything, undefined);
});

test('the first hour begins at the time in question, the others at the full hour', () => {
  const half = { nodes: '0', schedule: '0 8 * * *', duration: '30m' };
  const at = (minute: number) =>
    budgetCalendar(specOf(half), 'Drifted', { nodes: 5, from: MONDAY + 8 * HOUR + minute * 60_000 });
  assert.equal([hoursOf(at(29))[0], hoursOf(at(30))[0], hoursOf(at(30))[24]], [0, NO_LIMIT, 0]);
});

test('every minute of the calendar is what Karpenter computes at that minute', () => {
  const budget = fc.record({
    nodes: fc.constantFrom('0', '1', '10%', '0%', '55%', '100%'),
    schedule: fc.constantFrom('0 8 * * *', '30 22 * * mon-fri', '*/20 * * * *', '15 3 1 * *', '@every 90m'),
    duration: fc.constantFrom('10m', '30m', '8h', '25h', '200h'),
    reasons: fc.subarray(['Empty', 'Drifted']),
  });
  fc.assert(
    fc.property(
      fc.array(budget, { maxLength: 3 }),
      fc.nat({ max: 40 }),
      fc.nat({ max: 60 * 24 * 7 }),
      fc.array(fc.nat({ max: 60 * 24 * 14 - 1 }), { minLength: 15, maxLength: 15 }),
      (budgets, nodes, minute, offsets) => {
        const from = MONDAY + minute * 60_000;
        const { spans } = budgetCalendar(specOf(...budgets), 'Drifted', { nodes, from });
        for (const time of offsets.map((offset) => from + offset * 60_000)) {
          const wanted = allowedAt(appliedBudgets(specOf(...budgets)), 'Drifted', nodes, time);
          assert.equal(allowedWithin(spans, time, time + 1), { least: wanted, most: wanted });
        }
      },
    ),
    { numRuns: 150 },
  );
});

test.run();
