import { RE2JS } from 're2js';

/** A Go regular expression: RE2 syntax and meaning, and time linear in the text. */
export interface GoRegExp {
  /** True when the pattern matches anywhere in the text. */
  test(text: string): boolean;
  /** The leftmost match, or undefined. */
  find(text: string): string | undefined;
  /** All matches from left to right, at most `limit` of them when it is not negative. */
  findAll(text: string, limit: number): string[];
}

/** Answers kept per pattern: the texts of a fleet are few and come again and again. */
const kept = 1000;

/** Texts above this length are not kept. */
const keptLength = 256;

/** A pattern, compiled at its first use, which throws `RE2JSSyntaxException` when it is none. */
export function goRegExp(pattern: string): GoRegExp {
  let made: RE2JS | undefined;
  const compiled = (): RE2JS => {
    made ??= RE2JS.compile(pattern);
    return made;
  };
  const tests = new Map<string, boolean>();
  const finds = new Map<string, string | undefined>();
  return {
    test: (text) => remembered(tests, text, () => compiled().test(text)),
    find: (text) => remembered(finds, text, () => firstMatch(compiled(), text)),
    findAll: (text, limit) => allMatches(compiled(), text, limit),
  };
}

function remembered<T>(memory: Map<string, T>, text: string, answer: () => T): T {
  const known = memory.get(text);
  if (known !== undefined) return known;
  const made = answer();
  if (text.length <= keptLength) {
    if (memory.size >= kept) memory.clear();
    memory.set(text, made);
  }
  return made;
}

function firstMatch(compiled: RE2JS, text: string): string | undefined {
  const matcher = compiled.matcher(text);
  return matcher.find() ? (matcher.group() ?? undefined) : undefined;
}

function allMatches(compiled: RE2JS, text: string, limit: number): string[] {
  const matcher = compiled.matcher(text);
  const out: string[] = [];
  while ((limit < 0 || out.length < limit) && matcher.find()) out.push(matcher.group() ?? '');
  return out;
}
