import { allowedWithin, type BudgetCalendar } from './calendar.ts';
import { localHours } from './local-hours.ts';

/** The letters of a strip, and what each means. */
const LETTERS = {
  past: ' ',
  blocked: '-',
  many: '+',
  unlimited: '*',
  mixed: '~',
} as const;

const LEGEND: readonly (readonly [letter: string, meaning: string])[] = [
  [LETTERS.blocked, 'nothing'],
  ['1', 'to 9 nodes at once'],
  [LETTERS.many, '10 or more'],
  [LETTERS.unlimited, 'no limit'],
  [LETTERS.mixed, 'changes within the hour'],
];

/**
 * A budget calendar as text: a header, one line of 24 letters for each day, and a legend of the letters that occur. The first day is that
 * of `from`; hours before it, and an hour that daylight saving time skips, are blank; one that comes twice is one letter.
 * @param timeZone an IANA time zone
 * @throws RangeError for a time zone that Intl does not know
 */
export function stripLines({ from, days, spans }: BudgetCalendar, timeZone = 'UTC'): string[] {
  const rows = new Map<string, string[]>();
  for (const { day, hour, start, end } of localHours(timeZone, from, spans.at(-1)?.end ?? from)) {
    const row = rows.get(day) ?? Array.from({ length: 24 }, () => LETTERS.past);
    rows.set(day, row);
    if (rows.size > days) break;
    const allowed = allowedWithin(spans, Math.max(start, from), end);
    if (allowed === undefined) continue;
    const letter = letterOf(allowed.least, allowed.most);
    row[hour] = row[hour] === LETTERS.past || row[hour] === letter ? letter : LETTERS.mixed;
  }
  const shown = [...rows].slice(0, days);
  const letters = new Set(shown.flatMap(([, row]) => row));
  return [
    `${''.padEnd(15)} 0     6     12    18    ${timeZone}`,
    ...shown.map(([day, row]) => `${day.padEnd(15)} ${row.join('')}`),
    legendOf(letters),
  ];
}

function letterOf(least: number, most: number): string {
  if (least !== most) return LETTERS.mixed;
  if (least === 0) return LETTERS.blocked;
  if (least === Number.POSITIVE_INFINITY) return LETTERS.unlimited;
  return least < 10 ? String(least) : LETTERS.many;
}

function legendOf(letters: ReadonlySet<string>): string {
  const digits = [...letters].some((letter) => /\d/.test(letter));
  const used = LEGEND.filter(([letter]) => (letter === '1' ? digits : letters.has(letter)));
  return used.map(([letter, meaning]) => `${letter} ${meaning}`).join(', ');
}
