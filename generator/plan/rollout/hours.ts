import { type AllowedSpan, allowedWithin } from './allowed.ts';
import { localHours } from './local-hours.ts';

/** What budgets allow within an hour of a day: the least and the most at once, Infinity without limit. */
export interface HourCell {
  /** 0 to 23. */
  hour: number;
  least: number;
  most: number;
}

/** A day of a calendar, `Mon 2026-01-05`, with the hours of it that lie within the calendar. */
export interface CalendarDay {
  day: string;
  cells: HourCell[];
}

/**
 * A calendar's days by the hour. The first day is that of `from`; hours before it, and an hour that daylight saving time skips, are left
 * out; one that comes twice is one cell.
 * @param timeZone an IANA time zone
 * @throws RangeError for a time zone that Intl does not know
 */
export function calendarDays(
  { from, days, spans }: { from: number; days: number; spans: readonly AllowedSpan[] },
  timeZone: string,
): CalendarDay[] {
  const found: CalendarDay[] = [];
  for (const { day, hour, start, end } of localHours(timeZone, from, spans.at(-1)?.end ?? from)) {
    let row = found.at(-1);
    if (row?.day !== day) {
      if (found.length === days) break;
      row = { day, cells: [] };
      found.push(row);
    }
    const allowed = allowedWithin(spans, Math.max(start, from), end);
    if (allowed === undefined) continue;
    const last = row.cells.at(-1);
    if (last?.hour !== hour) row.cells.push({ hour, ...allowed });
    else {
      last.least = Math.min(last.least, allowed.least);
      last.most = Math.max(last.most, allowed.most);
    }
  }
  return found;
}
