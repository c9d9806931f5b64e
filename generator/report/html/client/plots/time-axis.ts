import { localHours } from '../../../../plan/rollout/local-hours.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The steps between ticks, in minutes; below an hour they divide the quarters that offsets of time zones are multiples of. */
const MINUTES = [1, 5, 15, 30];
const HOURS = [1, 3, 6, 12, 24, 48, 7 * 24];

/**
 * Ticks of a time axis at full hours or days of a clock in a time zone, at most `most` of them.
 * @param timeZone an IANA time zone
 */
export function timeTicks(from: number, to: number, most: number, timeZone: string): number[] {
  const minutes = MINUTES.find((step) => (to - from) / (step * MINUTE) <= most);
  if (minutes !== undefined && minutes <= 15) return every(minutes * MINUTE, from, to);
  // Each local hour of so long a time is too many to look at.
  if (to - from > 70 * DAY) return every(Math.ceil((to - from) / most / DAY) * DAY, from, to);
  const hours = HOURS.find((step) => (to - from) / (step * HOUR) <= most) ?? 7 * 24;
  const starts = [...localHours(timeZone, from, to)].filter(
    ({ start, hour }) => start >= from && (hours >= 24 ? hour === 0 : hour % hours === 0),
  );
  return starts.filter((_start, i) => hours < 48 || i % (hours / 24) === 0).map(({ start }) => start);
}

function every(step: number, from: number, to: number): number[] {
  const first = Math.ceil(from / step) * step;
  return Array.from({ length: Math.floor((to - first) / step) + 1 }, (_tick, i) => first + i * step);
}

/** Labels of ticks: the time of day, and below the first tick of each day that day. */
export function tickLabels(ticks: readonly number[], timeZone: string): string[] {
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const day = new Intl.DateTimeFormat('en-GB', { timeZone, day: 'numeric', month: 'short' });
  const isDaily = ticks.every((tick) => time.format(tick) === '00:00');
  let last = '';
  return ticks.map((tick) => {
    const date = day.format(tick);
    const isNew = date !== last;
    last = date;
    if (isDaily) return date;
    return isNew ? `${time.format(tick)}\n${date}` : time.format(tick);
  });
}
