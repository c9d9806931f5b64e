/** What the budgets of a pool allow at once from `start`, inclusive, to `end`: Infinity without limit, 0 where all is blocked. */
export interface AllowedSpan {
  start: number;
  end: number;
  allowed: number;
}

/** The least and the most that spans allow between two times; undefined where they do not overlap. */
export function allowedWithin(
  spans: readonly AllowedSpan[],
  start: number,
  end: number,
): { least: number; most: number } | undefined {
  let low = 0;
  for (let high = spans.length; low < high; ) {
    const middle = (low + high) >> 1;
    if ((spans[middle] as AllowedSpan).end > start) high = middle;
    else low = middle + 1;
  }
  let found: { least: number; most: number } | undefined;
  for (let span = spans[low]; span !== undefined && span.start < end; low += 1, span = spans[low]) {
    const { allowed } = span;
    found = {
      least: Math.min(found?.least ?? allowed, allowed),
      most: Math.max(found?.most ?? allowed, allowed),
    };
  }
  return found;
}
