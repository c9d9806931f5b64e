import { REPLACEMENT, runeAt } from './bytes.ts';

/** Steps of work left; only patterns and values made to be slow use it up. */
export interface Budget {
  steps: number;
}

export class BadPattern extends Error {}
export class BudgetSpent extends Error {}

/** @throws BudgetSpent */
export function spend(budget: Budget, steps: number): void {
  budget.steps -= steps;
  if (budget.steps < 0) throw new BudgetSpent();
}

/**
 * Whether a shell pattern matches the whole of a byte string, by the rules of fluxcd/pkg envsubst v1.9.0,
 * path/match.go: `*` also matches `/`, `?` is one character, `[a-c]` and `[^a-c]` are classes, `\` escapes.
 * @throws BadPattern where the matching reaches a malformed part; BudgetSpent
 */
export function matches(pattern: string, name: string, budget: Budget): boolean {
  let rest = pattern;
  let subject = name;
  while (rest !== '') {
    const { star, chunk, after } = nextChunk(rest);
    rest = after;
    if (star && chunk === '') return true;
    const remaining = star
      ? findChunk(chunk, subject, rest === '', budget)
      : matchChunk(chunk, subject, budget);
    if (remaining === undefined) return false;
    if (rest === '' && remaining !== '') return false;
    subject = remaining;
  }
  return subject === '';
}

/** The next run of the pattern without a star, and whether stars stood before it. */
function nextChunk(pattern: string): { star: boolean; chunk: string; after: string } {
  let start = 0;
  while (pattern[start] === '*') start++;
  let end = start;
  let inClass = false;
  for (; end < pattern.length; end++) {
    const character = pattern[end];
    if (character === '\\') {
      if (end + 1 < pattern.length) end++;
    } else if (character === '[') inClass = true;
    else if (character === ']') inClass = false;
    else if (character === '*' && !inClass) break;
  }
  return { star: start > 0, chunk: pattern.slice(start, end), after: pattern.slice(end) };
}

/** What is left after the leftmost place where the chunk fits; the last chunk must reach the end. */
function findChunk(chunk: string, name: string, last: boolean, budget: Budget): string | undefined {
  for (let start = 0; start <= name.length; start++) {
    const remaining = matchChunk(chunk, name.slice(start), budget);
    if (remaining !== undefined && !(last && remaining !== '')) return remaining;
  }
  return undefined;
}

/** What is left of `name` once the chunk is taken from its start, or undefined when it does not fit. */
function matchChunk(chunk: string, name: string, budget: Budget): string | undefined {
  let position = 0;
  let at = 0;
  while (at < chunk.length) {
    spend(budget, 1);
    if (position >= name.length) return undefined;
    const character = chunk[at];
    if (character === '[') {
      const rune = runeAt(name, position);
      position += rune.width;
      const { matched, next } = matchClass(chunk, at + 1, rune.code, budget);
      if (!matched) return undefined;
      at = next;
    } else if (character === '?') {
      position += runeAt(name, position).width;
      at++;
    } else {
      if (character === '\\' && ++at === chunk.length) throw new BadPattern();
      if (chunk[at++] !== name[position++]) return undefined;
    }
  }
  return name.slice(position);
}

/** Reads a class from behind its `[`; a `]` in first place is malformed, as in Go. */
function matchClass(chunk: string, from: number, code: number, budget: Budget) {
  const negated = chunk[from] === '^';
  let at = negated ? from + 1 : from;
  let inside = false;
  for (let ranges = 0; ranges === 0 || chunk[at] !== ']'; ranges++) {
    spend(budget, 1);
    const low = classCharacter(chunk, at);
    at = low.next;
    let high = low;
    if (chunk[at] === '-') {
      high = classCharacter(chunk, at + 1);
      at = high.next;
    }
    if (low.code <= code && code <= high.code) inside = true;
  }
  return { matched: inside !== negated, next: at + 1 };
}

function classCharacter(chunk: string, from: number): { code: number; next: number } {
  let at = from;
  if (at >= chunk.length || chunk[at] === '-' || chunk[at] === ']') throw new BadPattern();
  if (chunk[at] === '\\' && ++at >= chunk.length) throw new BadPattern();
  const { code, width } = runeAt(chunk, at);
  const next = at + width;
  if ((code === REPLACEMENT && width === 1) || next >= chunk.length) throw new BadPattern();
  return { code, next };
}
