import { parseDuration } from '@poolwright/crd-validator/go';
import { type CronField, cronFields, readField } from './cron-field.ts';

/** A schedule in UTC: minutes that match, or a fixed distance. */
export type Cron =
  | { minute: CronField; hour: CronField; day: CronField; month: CronField; weekday: CronField }
  | { everySeconds: number };

const macros: ReadonlyMap<string, string> = new Map([
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
  ['@monthly', '0 0 1 * *'],
  ['@weekly', '0 0 * * 0'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@hourly', '0 * * * *'],
]);

/**
 * Reads a budget's schedule as Karpenter does, which puts `TZ=UTC ` before it and hands it to ParseStandard of
 * robfig/cron v3.0.1 (parser.go). The error is that parser's.
 */
export function parseCron(schedule: string): Cron | { error: string } {
  const text = schedule.trim();
  if (text.startsWith('@')) return parseDescriptor(text);
  const parts = text === '' ? [] : text.split(/\s+/);
  if (parts.length !== 5) {
    return { error: `expected exactly 5 fields, found ${parts.length}: [${parts.join(' ')}]` };
  }
  const read: CronField[] = [];
  for (const [index, bounds] of cronFields.entries()) {
    const field = readField(parts[index] ?? '', bounds);
    if ('error' in field) return field;
    read.push(field);
  }
  const [minute, hour, day, month, weekday] = read;
  if (!minute || !hour || !day || !month || !weekday) throw new Error('five fields have been read');
  return { minute, hour, day, month, weekday };
}

function parseDescriptor(text: string): Cron | { error: string } {
  const macro = macros.get(text);
  if (macro !== undefined) return parseCron(macro);
  if (!text.startsWith('@every ')) return { error: `unrecognized descriptor: ${text}` };
  const parsed = parseDuration(text.slice('@every '.length));
  if ('error' in parsed) return { error: `failed to parse duration ${text}: ${parsed.error}` };
  return { everySeconds: Math.max(1, Number(parsed.nanoseconds / 1_000_000_000n)) };
}

const dayMs = 86_400_000;

/**
 * The first time after `after` that the schedule hits, both in milliseconds since 1970; undefined where there is
 * none within five years, after which robfig/cron (spec.go, Next) gives up.
 */
export function nextHit(cron: Cron, after: number): number | undefined {
  if ('everySeconds' in cron) return Math.floor(after / 1000) * 1000 + cron.everySeconds * 1000;
  const first = Math.floor(after / 60_000) * 60_000 + 60_000;
  const lastYear = new Date(first).getUTCFullYear() + 5;
  let day = Math.floor(first / dayMs) * dayMs;
  let earliest = (first - day) / 60_000;
  for (; new Date(day).getUTCFullYear() <= lastYear; day += dayMs, earliest = 0) {
    const minute = matchesDay(cron, new Date(day)) ? minuteOfDay(cron, earliest) : undefined;
    if (minute !== undefined) return day + minute * 60_000;
  }
  return undefined;
}

type Fields = Exclude<Cron, { everySeconds: number }>;

// spec.go, dayMatches: day and weekday both count, unless neither has a star
function matchesDay({ month, day, weekday }: Fields, date: Date): boolean {
  if (month.hits[date.getUTCMonth() + 1] !== true) return false;
  const dayHit = day.hits[date.getUTCDate()] === true;
  const weekdayHit = weekday.hits[date.getUTCDay()] === true;
  return day.star || weekday.star ? dayHit && weekdayHit : dayHit || weekdayHit;
}

function minuteOfDay({ hour, minute }: Fields, earliest: number): number | undefined {
  for (let h = Math.floor(earliest / 60); h < 24; h++) {
    if (hour.hits[h] !== true) continue;
    for (let m = Math.max(0, earliest - h * 60); m < 60; m++) if (minute.hits[m]) return h * 60 + m;
  }
  return undefined;
}
