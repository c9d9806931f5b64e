/**
 * For each UTF-16 unit of a scalar's value the offset of the text that it is written with, and after the last the end.
 * @param source the text of the file
 * @param start where the scalar's content starts, its quote or block header included
 * @param isEscaped whether backslashes start escapes, as in double quotes
 */
export function scalarOffsets(
  source: string,
  start: number,
  end: number,
  value: string,
  isEscaped: boolean,
): number[] {
  const offsets: number[] = [];
  let at = start;
  for (const unit of value) {
    at = nextMatch(source, at, end, unit, isEscaped);
    for (let i = 0; i < unit.length; i += 1) offsets.push(Math.min(at + i, end));
    at += isEscaped && source[at] === '\\' ? escapeLength(source, at) : unit.length;
  }
  offsets.push(Math.min(at, end));
  return offsets;
}

/** Blanks at the start of lines and the marks around a scalar do not belong to its value; a fold is written as a line break. */
function nextMatch(source: string, from: number, end: number, unit: string, isEscaped: boolean): number {
  for (let at = from; at < end; at += 1) {
    if (source.startsWith(unit, at)) return at;
    const isBlank = /\s/.test(source[at] ?? '');
    if (isBlank && /\s/.test(unit)) return at;
    if (isEscaped && source[at] === '\\' && !/\s/.test(source[at + 1] ?? '')) return at;
  }
  return end;
}

function escapeLength(source: string, at: number): number {
  const lengths: Record<string, number> = { x: 4, u: 6, U: 10 };
  return lengths[source[at + 1] ?? ''] ?? 2;
}
