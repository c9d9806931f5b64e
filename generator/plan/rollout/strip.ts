import type { BudgetCalendar } from './calendar.ts';
import { calendarDays } from './hours.ts';

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
 * A budget calendar as text: a header, one line of 24 letters for each day, and a legend of the letters that occur. Hours that
 * `calendarDays` leaves out are blank.
 * @param timeZone an IANA time zone
 * @throws RangeError for a time zone that Intl does not know
 */
export function stripLines(calendar: BudgetCalendar, timeZone = 'UTC'): string[] {
  const rows = calendarDays(calendar, timeZone).map(({ day, cells }) => {
    const row: string[] = Array.from({ length: 24 }, () => LETTERS.past);
    for (const { hour, least, most } of cells) row[hour] = letterOf(least, most);
    return { day, row };
  });
  const letters = new Set(rows.flatMap(({ row }) => row));
  return [
    `${''.padEnd(15)} 0     6     12    18    ${timeZone}`,
    ...rows.map(({ day, row }) => `${day.padEnd(15)} ${row.join('')}`),
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
