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
  const cut = (count: number) =>
    `${start}${names.slice(0, count).join(', ')} and ${names.length - count} more`;
  let shown = 1;
  while (shown + 1 < names.length && cut(shown + 1).length <= LONGEST_LINE) shown++;
  return cut(shown);
}

/** `1 pool`, `3 pools`. */
export function counted(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${plural(noun)}`;
}

export function plural(noun: string): string {
  return noun.endsWith('s') ? `${noun}es` : `${noun}s`;
}
