import type { Cursor } from './cursor.ts';
import { GoRegExpError } from './error.ts';

export interface Repeat {
  min: number;
  max: number;
  greedy: boolean;
  /** Whether it is written as a count, `{2,3}`. */
  isCounted: boolean;
}

const operators: Readonly<Record<string, readonly [min: number, max: number]>> = {
  '*': [0, Number.POSITIVE_INFINITY],
  '+': [1, Number.POSITIVE_INFINITY],
  '?': [0, 1],
};

/** Numbers have no leading zeros. */
const count = /\{(0|[1-9]\d*)(?:(,)(0|[1-9]\d*)?)?\}/y;
const most = 1000;

/** A repetition operator; undefined where none comes: a brace that does not hold a count is a character. */
export function parseRepeat(cursor: Cursor, greedy: boolean): Repeat | undefined {
  const start = cursor.at;
  const operator = operators[cursor.next];
  if (operator !== undefined) {
    cursor.at += 1;
    const [min, max] = operator;
    return { min, max, greedy: cursor.takes('?') ? !greedy : greedy, isCounted: false };
  }
  count.lastIndex = cursor.at;
  const found = cursor.next === '{' ? count.exec(cursor.text) : null;
  if (found === null) return undefined;
  const [text, low, comma, high] = found;
  cursor.at += text.length;
  const min = Number(low);
  const max = comma === undefined ? min : high === undefined ? Number.POSITIVE_INFINITY : Number(high);
  if (min > most || (max > most && max !== Number.POSITIVE_INFINITY) || min > max)
    throw new GoRegExpError('invalid repeat count', cursor.since(start));
  return { min, max, greedy: cursor.takes('?') ? !greedy : greedy, isCounted: true };
}
