import { parseDuration } from '../go-duration.ts';

/** `date`: a day of the calendar, `2006-01-02`. */
export function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return false;
  const [year = 0, month = 0, day = 0] = match.slice(1).map(Number);
  // A year below 100 would be one of the last century's; leap years come round every 400.
  const days = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  return month >= 1 && month <= 12 && day >= 1 && day <= days;
}

// strfmt/time.go, IsDateTime: seconds up to 59, any character before a fraction, an offset of any digits.
const timeOfDay = /^(\d{2}):(\d{2}):(\d{2})(?:[^\n]\d+)?(?:z|[+-]\d{2}:\d{2})$/u;

/** `date-time`: a day and a time of RFC 3339. */
export function isDateTime(text: string): boolean {
  const [date = '', time = ''] = text.toLowerCase().split('t');
  const match = isDate(date) ? timeOfDay.exec(time) : null;
  if (match === null) return false;
  const [hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  return hour <= 23 && minute <= 59 && second <= 59;
}

const units = /^(?:ns|nano.*|us|µs|micro.*|ms|milli.*|s|sec.*|m|min.*|h|hr|hour.*|d|day.*|w|wk|week.*)$/;

/**
 * `duration`: what Go's time.ParseDuration reads, or a text with a number and a unit somewhere in it
 * (strfmt/duration.go, ParseDuration).
 */
export function isDuration(text: string): boolean {
  // The letters of all units; any other letter is not a duration's.
  if (/^[\d.+nuµμmsh-]*$/.test(text) && 'nanoseconds' in parseDuration(text)) return true;
  let known = false;
  for (const [, number = '', unit = ''] of text.matchAll(/(?<!\d)(\d+)[\t\n\f\r ]*([A-Za-zµ]+)/g)) {
    if (!fitsInt64(number)) return false;
    known ||= units.test(unit.toLowerCase());
  }
  return known;
}

function fitsInt64(digits: string): boolean {
  const significant = digits.replace(/^0+/, '');
  return significant.length < 19 || (significant.length === 19 && BigInt(significant) < 2n ** 63n);
}
