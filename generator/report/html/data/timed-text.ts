import type { TimeText } from '../../plan/time-text.ts';

const TIME = /\uE000(-?\d+)\uE001/;

/** Keeps a time in a text for `splitTimes`, so that a page can show it in the reader's zone. */
export const keepTime: TimeText = (at) => `\uE000${at}\uE001`;

/** The parts of a text with kept times: texts, and times in milliseconds since 1970. */
export function splitTimes(text: string): (string | number)[] {
  return text
    .split(TIME)
    .map((part, i) => (i % 2 === 0 ? part : Number(part)))
    .filter((part) => part !== '');
}

/** A text with its kept times written out. */
export function fillTimes(text: string, time: TimeText): string {
  return splitTimes(text)
    .map((part) => (typeof part === 'number' ? time(part) : part))
    .join('');
}
