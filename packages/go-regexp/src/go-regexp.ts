import { Automaton } from './fast/automaton.ts';
import { Matcher } from './matcher.ts';
import { parse } from './parse.ts';
import { compile } from './program.ts';

/** A regular expression of Go: RE2's syntax and meaning, and time linear in the text. */
export interface GoRegExp {
  /** True when the pattern matches anywhere in the text. */
  test(text: string): boolean;
  /** The leftmost match, or undefined. */
  find(text: string): string | undefined;
  /** All matches from left to right, at most `limit` of them when it is not negative. */
  findAll(text: string, limit: number): string[];
}

/** Compiles a pattern. Throws `GoRegExpError`, with Go's message, for one that Go does not accept. */
export function goRegExp(pattern: string): GoRegExp {
  const program = compile(parse(pattern), pattern);
  const matcher = new Matcher(program);
  const automaton = Automaton.canRun(program) ? new Automaton(program) : undefined;
  return {
    test: (text) => automaton?.test(text) ?? matcher.find(text, 0, true) !== undefined,
    find(text) {
      const match = matcher.find(text, 0, false);
      return match && text.slice(match.start, match.end);
    },
    findAll: (text, limit) => allMatches(matcher, text, limit),
  };
}

/** An empty match right behind another match does not count (Go, regexp/regexp.go, allMatches). */
function allMatches(matcher: Matcher, text: string, limit: number): string[] {
  const out: string[] = [];
  let lastEnd = -1;
  for (let at = 0; at <= text.length && (limit < 0 || out.length < limit); ) {
    const match = matcher.find(text, at, false);
    if (match === undefined) break;
    const { start, end } = match;
    if (end !== at || start !== lastEnd) out.push(text.slice(start, end));
    at = end === at ? at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1) : end;
    lastEnd = end;
  }
  return out;
}
