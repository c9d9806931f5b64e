const LONGEST_LINE = 100;

/** `a`, `a and b`, `a, b and c`. */
export function enumerated(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

/** A line of a message's body with as many of the names as fit, and how many more there are. */
export function lineOf(start: string, names: readonly string[]): string {
  const whole = start + enumerated(names);
  if (whole.length <= LONGEST_LINE || names.length < 2) return whole;
  let shown = 1;
  let line = '';
  for (let next = line; shown < names.length && next.length <= LONGEST_LINE; shown++) {
    line = next || `${start}${names[0]} and ${names.length - 1} more`;
    next = `${start}${names.slice(0, shown + 1).join(', ')} and ${names.length - shown - 1} more`;
  }
  return line;
}

/** `1 pool`, `3 pools`. */
export function counted(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${plural(noun)}`;
}

export function plural(noun: string): string {
  return noun.endsWith('s') ? `${noun}es` : `${noun}s`;
}
