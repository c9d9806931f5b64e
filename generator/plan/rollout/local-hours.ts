const QUARTER = 900_000;

/** An hour of a local day; `start` and `end` are milliseconds since 1970. */
export interface LocalHour {
  /** `Mon 2026-01-05` */
  day: string;
  /** 0 to 23. */
  hour: number;
  start: number;
  end: number;
}

/**
 * The hours that a clock in a time zone shows between two times, in order. Offsets are multiples of a quarter of an hour, so quarters
 * tell where an hour begins; an hour that comes twice is two entries.
 */
export function* localHours(timeZone: string, from: number, to: number): Generator<LocalHour> {
  const clock = clockOf(timeZone);
  let current: LocalHour | undefined;
  for (let start = Math.floor(from / QUARTER) * QUARTER; start < to; start += QUARTER) {
    const { day, hour, minute } = clock(start);
    if (current && current.day === day && current.hour === hour && minute > 0) {
      current.end = start + QUARTER;
      continue;
    }
    if (current) yield current;
    current = { day, hour, start, end: start + QUARTER };
  }
  if (current) yield current;
}

function clockOf(timeZone: string): (time: number) => { day: string; hour: number; minute: number } {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    ...{
      weekday: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    },
  });
  return (time) => {
    const parts = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, value]));
    const { weekday, year, month, day, hour, minute } = parts;
    return { day: `${weekday} ${year}-${month}-${day}`, hour: Number(hour), minute: Number(minute) };
  };
}
