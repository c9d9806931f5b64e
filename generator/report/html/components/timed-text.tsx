import type { JSX } from 'preact';
import { timeIn } from '../../plan/time-text.ts';
import { splitTimes } from '../data/timed-text.ts';

/** A text with kept times, shown in a time zone. */
export function TimedText({ text, zone }: { text: string; zone: string }): JSX.Element {
  const time = timeIn(zone);
  return (
    <>
      {splitTimes(text).map((part) =>
        typeof part === 'number' ? <time dateTime={new Date(part).toISOString()}>{time(part)}</time> : part,
      )}
    </>
  );
}
