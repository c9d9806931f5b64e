import { Automaton } from './automaton.ts';
import { parsePattern } from './parse.ts';
import { programOf } from './program.ts';
import { compileRe2, type Re2 } from './re2.ts';

/** A Go regular expression: RE2 syntax and meaning, and time linear in the text. */
export interface GoRegExp {
  /** True when the pattern matches anywhere in the text. */
  test(text: string): boolean;
  /** The leftmost match, or undefined. */
  find(text: string): string | undefined;
  /** All matches from left to right, at most `limit` of them when it is not negative. */
  findAll(text: string, limit: number): string[];
}

/** A pattern, compiled at its first use, which throws `RE2JSSyntaxException` when it is none. */
export function goRegExp(pattern: string): GoRegExp {
  let tester: Pick<GoRegExp, 'test'> | undefined;
  let finder: Re2 | undefined;
  return {
    test(text) {
      tester ??= automatonOf(pattern) ?? compileRe2(pattern);
      return tester.test(text);
    },
    find(text) {
      finder ??= compileRe2(pattern);
      const matcher = finder.matcher(text);
      return matcher.find() ? (matcher.group() ?? undefined) : undefined;
    },
    findAll(text, limit) {
      finder ??= compileRe2(pattern);
      return allMatches(finder, text, limit);
    },
  };
}

function automatonOf(pattern: string): Automaton | undefined {
  const expression = parsePattern(pattern);
  const program = expression && programOf(expression);
  return program && new Automaton(program);
}

function allMatches(compiled: Re2, text: string, limit: number): string[] {
  const matcher = compiled.matcher(text);
  const out: string[] = [];
  while ((limit < 0 || out.length < limit) && matcher.find()) out.push(matcher.group() ?? '');
  return out;
}
