import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { tickLabels, timeTicks } from '../../../../../../generator/report/html/client/plots/time-axis.ts';

const test = suite('time axis of a plot');

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const NOON = Date.UTC(2026, 10, 30, 12);

function labels(from: number, to: number, most: number, timeZone: string): string[] {
  return tickLabels(timeTicks(from, to, most, timeZone), timeZone);
}

test('minutes and hours are at full steps of the clock, with the day below the first tick of it', () => {
  assert.equal(labels(NOON + 2 * MINUTE, NOON + 22 * MINUTE, 5, 'UTC'), [
    '12:05\n30 Nov',
    '12:10',
    '12:15',
    '12:20',
  ]);
  assert.equal(labels(NOON, NOON + DAY, 9, 'UTC').slice(0, 5), [
    '12:00\n30 Nov',
    '15:00',
    '18:00',
    '21:00',
    '00:00\n1 Dec',
  ]);
});

test('days begin at midnight of the zone, whatever its offset', () => {
  for (const zone of ['UTC', 'Europe/Berlin', 'Asia/Kolkata', 'America/St_Johns']) {
    assert.equal(labels(NOON, NOON + 3 * DAY, 4, zone), ['1 Dec', '2 Dec', '3 Dec'], zone);
  }
  const tick = timeTicks(NOON, NOON + 3 * DAY, 4, 'Asia/Kolkata')[0] ?? 0;
  assert.is(new Date(tick).toISOString(), '2026-11-30T18:30:00.000Z');
});

test('long times have at most as many ticks as there is room for', () => {
  for (const days of [1, 9, 30, 69, 71, 400, 3660])
    for (const most of [3, 8, 13]) {
      const ticks = timeTicks(NOON, NOON + days * DAY, most, 'Europe/Berlin');
      assert.ok(
        ticks.length > 0 && ticks.length <= Math.max(most + 1, 12),
        `${days} days, ${most}: ${ticks.length}`,
      );
      assert.ok(ticks.every((tick) => tick >= NOON && tick <= NOON + days * DAY));
    }
});

test.run();
