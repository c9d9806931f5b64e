import { goQuote } from '@poolwright/crd-validator/go';

/** For each value of a field whether it hits, and whether the field holds a star. */
export interface CronField {
  hits: readonly (boolean | undefined)[];
  star: boolean;
}

export interface CronBounds {
  min: number;
  max: number;
  names: readonly string[];
}

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekdayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** Minute, hour, day of month, month and weekday; the first name stands for the smallest value. */
export const cronFields: readonly CronBounds[] = [
  { min: 0, max: 59, names: [] },
  { min: 0, max: 23, names: [] },
  { min: 1, max: 31, names: [] },
  { min: 1, max: 12, names: monthNames },
  { min: 0, max: 6, names: weekdayNames },
];

type Read<T> = T | { error: string };

/** Reads one field, a list of ranges: robfig/cron v3.0.1, parser.go, getField and getRange. */
export function readField(text: string, bounds: CronBounds): Read<CronField> {
  const hits: boolean[] = [];
  let star = false;
  for (const part of text.split(',')) {
    if (part === '') continue;
    const range = readRange(part, bounds);
    if ('error' in range) return range;
    star ||= range.star;
    for (let value = range.start; value <= range.end; value += range.step) hits[value] = true;
  }
  return { hits, star };
}

interface Range {
  start: number;
  end: number;
  step: number;
  star: boolean;
}

function readRange(text: string, bounds: CronBounds): Read<Range> {
  const [range = '', stepText, ...moreSteps] = text.split('/');
  const ends = readEnds(range, text, bounds);
  if ('error' in ends) return ends;
  if (moreSteps.length > 0) return { error: `too many slashes: ${text}` };
  const step = stepText === undefined ? 1 : readInteger(stepText);
  if (typeof step !== 'number') return step;
  const end = stepText !== undefined && ends.single ? bounds.max : ends.end;
  return checked({ start: ends.start, end, step, star: ends.star && step <= 1 }, text, bounds);
}

function readEnds(range: string, text: string, { min, max, names }: CronBounds) {
  const [low = '', high, ...more] = range.split('-');
  const single = high === undefined;
  if (low === '*' || low === '?') return { start: min, end: max, star: true, single };
  const start = readValue(low, min, names);
  if (typeof start !== 'number') return start;
  if (more.length > 0) return { error: `too many hyphens: ${text}` };
  const end = high === undefined ? start : readValue(high, min, names);
  return typeof end === 'number' ? { start, end, star: false, single } : end;
}

function checked(range: Range, text: string, { min, max }: CronBounds): Read<Range> {
  const { start, end, step } = range;
  if (start < min) return { error: `beginning of range (${start}) below minimum (${min}): ${text}` };
  if (end > max) return { error: `end of range (${end}) above maximum (${max}): ${text}` };
  if (start > end) return { error: `beginning of range (${start}) beyond end of range (${end}): ${text}` };
  return step === 0 ? { error: `step of range should be a positive number: ${text}` } : range;
}

function readValue(text: string, min: number, names: readonly string[]): Read<number> {
  const index = names.indexOf(text.toLowerCase());
  return index < 0 ? readInteger(text) : index + min;
}

// strconv.Atoi, and not negative
function readInteger(text: string): Read<number> {
  const cause = atoiProblem(text);
  if (cause !== undefined) {
    return { error: `failed to parse int from ${text}: strconv.Atoi: parsing ${goQuote(text)}: ${cause}` };
  }
  return Number(text) < 0
    ? { error: `negative number (${Number(text)}) not allowed: ${text}` }
    : Number(text);
}

function atoiProblem(text: string): string | undefined {
  if (!/^[+-]?\d+$/.test(text)) return 'invalid syntax';
  return text.length < 16 || fitsInt64(text) ? undefined : 'value out of range';
}

function fitsInt64(text: string): boolean {
  const digits = text.replace(/^\+/, '');
  return digits.length < 40 && BigInt.asIntN(64, BigInt(digits)) === BigInt(digits);
}
