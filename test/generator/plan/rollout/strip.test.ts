import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { budgetCalendar } from '../../../../generator/plan/rollout/calendar.ts';
import { stripLines } from '../../../../generator/plan/rollout/strip.ts';

const test = suite('budget strip');

const budgets = [
  { nodes: '0', schedule: '30 8 * * mon-fri', duration: '10h' },
  { nodes: '10%', schedule: '0 22 * * *', duration: '6h' },
  { nodes: '40', schedule: '0 20 * * sun', duration: '2h' },
];

function strip(from: number, days: number, timeZone?: string): string[] {
  return stripLines(
    budgetCalendar({ disruption: { budgets } }, 'Drifted', { nodes: 30, from, days }),
    timeZone,
  );
}

test('one line a day in UTC, blank before the time in question', () => {
  assert.equal(strip(Date.UTC(2026, 10, 29, 10, 30), 3), [
    '                0     6     12    18    UTC',
    'Sun 2026-11-29            **********++33',
    'Mon 2026-11-30  3333****~---------~***33',
    'Tue 2026-12-01  3333****~---------~***33',
    '- nothing, 1 to 9 nodes at once, + 10 or more, * no limit, ~ changes within the hour',
  ]);
});

test('two weeks are 14 lines of 24 letters, and a legend names only letters that occur', () => {
  const lines = stripLines(budgetCalendar({ disruption: { budgets: [] } }, 'Drifted', { nodes: 3, from: 0 }));
  assert.is(lines.length, 16);
  for (const line of lines.slice(1, -1)) assert.match(line, /^\w{3} 1970-01-\d\d {2}\*{24}$/);
  assert.is(lines.at(-1), '* no limit');
});

test('hours that daylight saving time skips are blank, and those that come twice are one letter', () => {
  assert.equal(strip(Date.UTC(2026, 2, 27, 12), 4, 'Europe/Berlin').slice(1, -1), [
    'Fri 2026-03-27               ------~***3',
    'Sat 2026-03-28  33333******************3',
    'Sun 2026-03-29  33 333****************++',
    'Mon 2026-03-30  333333****~---------~***',
  ]);
  assert.equal(strip(Date.UTC(2026, 9, 24, 12), 3, 'Europe/Berlin').slice(1, -1), [
    'Sat 2026-10-24                **********',
    'Sun 2026-10-25  33333****************++3',
    'Mon 2026-10-26  33333****~---------~***3',
  ]);
});

test('a zone of half an hour shows windows at its own hours', () => {
  assert.equal(strip(Date.UTC(2026, 10, 30), 2, 'Asia/Kolkata').slice(1, -1), [
    'Mon 2026-11-30       3333~****----------',
    'Tue 2026-12-01  ***~33333~****----------',
  ]);
});

test('a time zone that does not exist is an error', () => {
  assert.throws(() => strip(0, 1, 'Europe/Atlantis'), RangeError);
});

test.run();
