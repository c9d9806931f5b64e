import type { Candidate } from './candidate.ts';

/** Names in placeholders whose candidates come from the fleet, from git or from the data of the program. */
export const NAME_KINDS = [
  'ENV',
  'CLUSTER',
  'POOL',
  'WORKLOAD',
  'CODE',
  'FIELD',
  'REF',
  'REV',
  'VERSION',
  'ZONE',
] as const;

export type NameKind = (typeof NAME_KINDS)[number];

/** What the shell completes itself. */
export type Paths = 'files' | 'folders';

const PATHS: Readonly<Record<string, Paths>> = {
  FILE: 'files',
  PATH: 'files',
  SOURCE: 'files',
  GLOB: 'files',
  DIR: 'folders',
};

/** What a word at the cursor may become. */
export interface Wanted {
  /** The typed start of the word, which each candidate begins with. */
  head: string;
  candidates: Candidate[];
  /** Kinds of names that may follow, each with what comes after it, as the `=` of `POOL=N`. */
  names: { kind: NameKind; suffix: string }[];
  paths?: Paths;
}

interface Token {
  word: string;
  /** What separates it from the next one: `=` in `POOL=N`. */
  joint?: string;
  /** Whether it may be left out with its separator: `[CLUSTER=]FILE`. */
  isOptional: boolean;
  /** Whether the value may end with it: `FORMAT[=FILE]`. */
  isEnough: boolean;
  /** Whether the next one is another choice: `ENV|CLUSTER`. */
  isAlternative: boolean;
}

/**
 * Reads a placeholder as help shows it, and says what the word at the cursor may become. Words in lower case stand for themselves, in
 * upper case for names; `|` separates choices, and a comma items of a list.
 * @param placeholder as `ENV|CLUSTER`, `POOL=N`, `[CLUSTER=]FILE`, `FORMAT[=FILE]` or `NAME,…`
 * @param choices what its first name stands for, where the option has a list of that
 */
export function wantedBy(placeholder: string, typed: string, choices?: readonly string[]): Wanted {
  if (placeholder.includes(',')) return wantedInList(placeholder, typed, choices);
  return wantedAfter(tokensOf(placeholder), '', typed, choices);
}

/** The last item of a list; an item that it has already is not offered again. */
function wantedInList(placeholder: string, typed: string, choices?: readonly string[]): Wanted {
  const items = typed.split(',');
  const last = items.pop() ?? '';
  const item = placeholder.replace(/,…?/g, '|');
  const wanted = wantedBy(item, last, choices);
  return {
    ...wanted,
    head: typed.slice(0, typed.length - last.length) + wanted.head,
    candidates: wanted.candidates.filter(({ text }) => !items.includes(text)),
  };
}

function tokensOf(placeholder: string): Token[] {
  const pattern = /([A-Z]+\d?|[a-z][a-z\d-]*)(\[?)([=/@]?)(\]?)(\|?)/g;
  return Array.from(placeholder.matchAll(pattern), ([, word = '', open, joint, close, or]) => ({
    word,
    ...(joint && { joint }),
    isOptional: Boolean(joint && close),
    isEnough: Boolean(joint && open),
    isAlternative: Boolean(or),
  }));
}

function wantedAfter(
  tokens: readonly Token[],
  head: string,
  typed: string,
  choices?: readonly string[],
): Wanted {
  const first = startsOf(tokens);
  const [at] = first
    .map((token) => ({ token, cut: token.joint ? typed.indexOf(token.joint) : -1 }))
    .filter(({ cut }) => cut >= 0)
    .toSorted((a, b) => a.cut - b.cut);
  if (at) {
    const rest = tokens.slice(tokens.indexOf(at.token) + 1);
    return wantedAfter(rest, head + typed.slice(0, at.cut + 1), typed.slice(at.cut + 1));
  }
  if (choices) return { head, candidates: choices.map((text) => ({ text })), names: [] };
  const wanted: Wanted = { head, candidates: [], names: [] };
  for (const { word, joint = '', isEnough } of first) {
    const suffix = isEnough ? '' : joint;
    const kind = NAME_KINDS.find((name) => name === word);
    if (kind) wanted.names.push({ kind, suffix });
    else if (word === word.toLowerCase()) wanted.candidates.push({ text: word + suffix });
    else if (suffix === '' && PATHS[word]) wanted.paths = PATHS[word];
  }
  return wanted;
}

/** The tokens that a word may begin with. */
function startsOf(tokens: readonly Token[]): Token[] {
  const end = tokens.findIndex(({ isOptional, isAlternative }) => !isOptional && !isAlternative);
  return tokens.slice(0, end < 0 ? undefined : end + 1);
}
