import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  appliedBudgets,
  DISRUPTION_REASONS,
} from '../../../../generator/check/karpenter/disruption/budget.ts';
import {
  calendar,
  hoursByReason,
  stateOf,
} from '../../../../generator/check/karpenter/disruption/calendar.ts';
import { allowedAt } from '../../plan/rollout/allowed-at.ts';

const test = suite('disruption budgets');

const HOUR = 3_600_000;
/** A Monday. */
const START = Date.UTC(2026, 0, 5);
const WEEK = 7 * 24 * HOUR;

function budgets(...written: Record<string, string | string[]>[]) {
  return appliedBudgets({ disruption: { budgets: written } });
}

test('percentages round up, and a number counts as written', () => {
  const allowed = (nodes: string, count: number) => allowedAt(budgets({ nodes }), 'Drifted', count, START);
  assert.equal(
    [allowed('10%', 2), allowed('10%', 11), allowed('10%', 0), allowed('0%', 9), allowed('3', 1)],
    [1, 2, 0, 0, 3],
  );
});

test('without budgets the default of the CRD applies, and an empty list limits nothing', () => {
  assert.is(allowedAt(appliedBudgets({}), 'Empty', 20, START), 2);
  assert.is(allowedAt(budgets(), 'Empty', 20, START), Number.POSITIVE_INFINITY);
});

test('a budget limits its reasons only, and an empty list of reasons none', () => {
  const some = budgets({ nodes: '0', reasons: ['Empty'] });
  assert.is(allowedAt(some, 'Empty', 5, START), 0);
  assert.is(allowedAt(some, 'Drifted', 5, START), Number.POSITIVE_INFINITY);
  assert.is(allowedAt(budgets({ nodes: '0', reasons: [] }), 'Empty', 5, START), Number.POSITIVE_INFINITY);
});

test('a window lasts from its hit, inclusive, to the end of its duration, exclusive', () => {
  const window = budgets({ nodes: '0', schedule: '0 8 * * *', duration: '2h' });
  const at = (hour: number, ms = 0) => allowedAt(window, 'Drifted', 5, START + hour * HOUR + ms);
  assert.equal([at(8, -1), at(8), at(10, -1), at(10)], [Infinity, 0, 0, Infinity]);
});

test('a budget that cannot be read blocks every reason', () => {
  for (const broken of [
    { nodes: '1', schedule: '61 * * * *', duration: '1h', reasons: ['Empty'] },
    { nodes: 'x' },
  ]) {
    const some = budgets({ nodes: '50%' }, broken);
    for (const reason of DISRUPTION_REASONS) assert.is(allowedAt(some, reason, 10, START), 0);
    assert.equal(hoursByReason(some, START, START + WEEK).Drifted, {
      unlimited: 0,
      limited: 0,
      blocked: 168,
    });
  }
});

test('a schedule that never hits is in force always, as robfig/cron gives the zero time for it', () => {
  for (const schedule of ['0 9 30 2 *', '* * 31 sep,nov *']) {
    const some = budgets({ nodes: '2', schedule, duration: '1h', reasons: ['Drifted'] });
    assert.is(allowedAt(some, 'Drifted', 10, START), 2);
    assert.is(allowedAt(some, 'Empty', 10, START), Number.POSITIVE_INFINITY);
    assert.equal(hoursByReason(some, START, START + WEEK).Drifted, {
      unlimited: 0,
      limited: 168,
      blocked: 0,
    });
  }
});

test('a number of nodes is cut to 32 bits, and one of more than 64 bits blocks every reason while it is in force', () => {
  const allowed = (nodes: string) => allowedAt(budgets({ nodes }), 'Drifted', 10, START);
  assert.equal(
    [allowed('2147483647'), allowed('2147483648'), allowed('4294967299'), allowed('9223372036854775807')],
    [2147483647, 0, 3, 0],
  );
  const window = { nodes: '9223372036854775808', schedule: '0 8 * * *', duration: '1h', reasons: ['Empty'] };
  const at = (hour: number) => allowedAt(budgets(window), 'Drifted', 10, START + hour * HOUR);
  assert.equal([at(7), at(8), at(9)], [Number.POSITIVE_INFINITY, 0, Number.POSITIVE_INFINITY]);
});

test('counts the hours of a week in which a scheduled cap leaves a reason without any limit', () => {
  const capped = budgets({ nodes: '1', schedule: '0 8 * * mon-fri', duration: '10h' });
  assert.equal(hoursByReason(capped, START, START + WEEK).Drifted, {
    unlimited: 118,
    limited: 50,
    blocked: 0,
  });
});

const schedule = fc.constantFrom(
  '0 8 * * *',
  '30 22 * * mon-fri',
  '*/20 * * * *',
  '@weekly',
  '15 3 1 * *',
  '@every 90m',
);
const budget = fc.record({
  nodes: fc.constantFrom('0', '1', '10%', '0%', '55%'),
  schedule,
  duration: fc.constantFrom('10m', '30m', '8h', '25h', '200h'),
  reasons: fc.subarray([...DISRUPTION_REASONS]),
});
const always = fc.record({ nodes: fc.constantFrom('0', '2', '100%') });

test('the calendar says at every time what Karpenter would compute at that time', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(budget, always), { maxLength: 4 }),
      fc.array(fc.integer({ min: 0, max: WEEK - 1 }), { minLength: 20, maxLength: 20 }),
      (written, offsets) => {
        const some = budgets(...written);
        const spans = calendar(some, START, START + WEEK);
        assert.is(spans[0]?.start, START);
        assert.is(spans.at(-1)?.end, START + WEEK);
        for (const offset of offsets) {
          const time = START + offset;
          const span = spans.find(({ start, end }) => start <= time && time < end);
          assert.ok(span);
          for (const reason of DISRUPTION_REASONS) {
            const allowed = allowedAt(some, reason, 10, time);
            const state = allowed === Infinity ? 'unlimited' : allowed === 0 ? 'blocked' : 'limited';
            assert.is(stateOf(span.inForce, reason), state);
          }
        }
      },
    ),
    { numRuns: 200 },
  );
});

test.run();
