import type { Cursor } from './cursor.ts';
import { GoRegExpError } from './error.ts';

/** What flags say of the part of a pattern that follows. */
export interface Flags {
  /** Case does not matter (`i`). */
  readonly fold: boolean;
  /** `^` and `$` are the text's begin and end, not a line's (not `m`). */
  readonly oneLine: boolean;
  /** `.` is also a line feed (`s`). */
  readonly dotNewline: boolean;
  /** Repetitions take as much as they can (not `U`). */
  readonly greedy: boolean;
}

export const initialFlags: Flags = { fold: false, oneLine: true, dotNewline: false, greedy: true };

/** The start of a group, or a change of flags, `(?i)`, which opens none. */
export function parseGroupStart(cursor: Cursor, flags: Flags): { flags: Flags; isOpen: boolean } {
  const start = cursor.at;
  if (cursor.takes('(?P<') || cursor.takes('(?<')) {
    skipName(cursor, start);
    return { flags, isOpen: true };
  }
  if (!cursor.takes('(?')) {
    cursor.at += 1;
    return { flags, isOpen: true };
  }
  return parseFlags(cursor, start, flags);
}

function skipName(cursor: Cursor, start: number): void {
  const end = cursor.text.indexOf('>', cursor.at);
  if (end < 0) throw new GoRegExpError('invalid named capture', cursor.text.slice(start));
  const name = cursor.text.slice(cursor.at, end);
  cursor.at = end + 1;
  if (!/^\w+$/.test(name)) throw new GoRegExpError('invalid named capture', cursor.since(start));
}

function parseFlags(cursor: Cursor, start: number, initial: Flags): { flags: Flags; isOpen: boolean } {
  let flags = initial;
  let isSet = true;
  let hasFlag = false;
  while (!cursor.isAtEnd) {
    const letter = String.fromCodePoint(cursor.point());
    if (letter === 'i') flags = { ...flags, fold: isSet };
    else if (letter === 'm') flags = { ...flags, oneLine: !isSet };
    else if (letter === 's') flags = { ...flags, dotNewline: isSet };
    else if (letter === 'U') flags = { ...flags, greedy: !isSet };
    else if (letter === '-' && isSet) {
      isSet = false;
      hasFlag = false;
      continue;
    } else if ((letter === ':' || letter === ')') && (isSet || hasFlag)) {
      return { flags, isOpen: letter === ':' };
    } else break;
    hasFlag = true;
  }
  throw new GoRegExpError('invalid or unsupported Perl syntax', cursor.since(start));
}
