/** Where the content of a scalar is written. */
export interface ScalarContent {
  /** After its quote or block header. */
  start: number;
  end: number;
  /** Whether backslashes start escapes, as in double quotes. */
  isEscaped: boolean;
}

/** In double quotes, a line that goes on in the next one, without its blanks. */
const CONTINUED = /\\\r?\n[ \t]*/y;

/**
 * For each UTF-16 unit of a scalar's value the offset of the text that it is written with, and after the last the end.
 * @param source the text of the file
 */
export function scalarOffsets(
  source: string,
  { start, end, isEscaped }: ScalarContent,
  value: string,
): number[] {
  const offsets: number[] = [];
  /** Blanks at the start of lines and the marks around a scalar do not belong to its value; a fold is written as a line break. */
  const nextMatch = (from: number, unit: string): number => {
    for (let at = from; at < end; at += 1) {
      CONTINUED.lastIndex = at;
      if (isEscaped && CONTINUED.test(source)) at = CONTINUED.lastIndex;
      if (source.startsWith(unit, at)) return at;
      if (/\s/.test(source[at] ?? '') && /\s/.test(unit)) return at;
      if (isEscaped && source[at] === '\\' && !/\s/.test(source[at + 1] ?? '')) return at;
    }
    return end;
  };
  let at = start;
  for (const unit of value) {
    at = nextMatch(at, unit);
    for (let i = 0; i < unit.length; i += 1) offsets.push(Math.min(at + i, end));
    at += isEscaped && source[at] === '\\' ? escapeLength(source, at) : unit.length;
  }
  offsets.push(Math.min(at, end));
  return offsets;
}

function escapeLength(source: string, at: number): number {
  const lengths: Record<string, number> = { x: 4, u: 6, U: 10 };
  return lengths[source[at + 1] ?? ''] ?? 2;
}
