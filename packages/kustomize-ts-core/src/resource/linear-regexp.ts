/** One step of a compiled expression; `next` and `other` are indexes of steps. */
type Step =
  | { readonly kind: 'character'; readonly matches: RegExp; next: number }
  | { readonly kind: 'fork'; next: number; other: number }
  | { readonly kind: 'assertion'; readonly at: '^' | '$' | '\\b' | '\\B'; next: number }
  | { readonly kind: 'match' };

/** As many steps as RE2 would allow about; what needs more is refused. */
const MOST_STEPS = 5000;

/** An atom of an expression: an escape, a class, or a character. */
const ATOM =
  /\\(?:[pP]\{[^}]*\}|x\{[0-9a-fA-F]+\}|x[0-9a-fA-F]{2}|[\s\S])|\[(?:\\[\s\S]|[^\]\\])*\]|[\s\S]/uy;
const REPEAT = /(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})\??/y;
const GROUP = /\((?:\?(?::|<\w+>))?/y;

/**
 * A regular expression whose matching takes time linear in the text, whatever the expression: all states
 * are followed at once (Thompson 1968), as RE2 does, where JavaScript's own engine tries one after the other.
 * For expressions that JavaScript has accepted; throws RangeError for one that is too large.
 */
export class LinearRegExp {
  readonly #source: string;
  readonly #flags: string;
  readonly #steps: Step[] = [];
  readonly #start: number;
  #at = 0;

  constructor(source: string, flags: string) {
    this.#source = source;
    this.#flags = flags;
    const match = this.#add({ kind: 'match' });
    this.#start = this.#alternatives(match);
  }

  /** Whether the expression matches anywhere in the text. */
  test(text: string): boolean {
    const characters = [...text];
    let states = new Set<number>();
    for (let position = 0; position <= characters.length; position++) {
      this.#follow(this.#start, states, characters, position);
      const next = new Set<number>();
      for (const state of states) {
        const step = this.#steps[state];
        if (step?.kind === 'match') return true;
        const character = characters[position];
        if (step?.kind === 'character' && character !== undefined && step.matches.test(character)) {
          this.#follow(step.next, next, characters, position + 1);
        }
      }
      states = next;
    }
    return false;
  }

  /** Adds a state and all that it leads to without a character. */
  #follow(from: number, states: Set<number>, characters: readonly string[], position: number): void {
    const pending = [from];
    for (let state = pending.pop(); state !== undefined; state = pending.pop()) {
      if (states.has(state)) continue;
      states.add(state);
      const step = this.#steps[state];
      if (step?.kind === 'fork') pending.push(step.next, step.other);
      if (step?.kind === 'assertion' && holds(step.at, characters, position, this.#flags))
        pending.push(step.next);
    }
  }

  // Compiling goes backwards in the sense that each part is given the step to go on with.

  #alternatives(next: number): number {
    let start = this.#sequence(next);
    while (this.#source.charAt(this.#at) === '|') {
      this.#at++;
      start = this.#add({ kind: 'fork', next: start, other: this.#sequence(next) });
    }
    return start;
  }

  #sequence(next: number): number {
    const parts: ((next: number) => number)[] = [];
    while (this.#at < this.#source.length && !'|)'.includes(this.#source.charAt(this.#at)))
      parts.push(this.#part());
    return parts.reduceRight((after, part) => part(after), next);
  }

  /** Reads one atom or group with its repetition; gives what compiles it, as often as needed. */
  #part(): (next: number) => number {
    const begin = this.#at;
    const compile = (next: number) => {
      const end = this.#at;
      this.#at = begin;
      const start = this.#atom(next);
      this.#at = end;
      return start;
    };
    this.#skipAtom();
    const repeat = this.#read(REPEAT);
    if (repeat === undefined) return compile;
    const [text = '', least, comma, most] = repeat;
    if (text.startsWith('*')) return (next) => this.#loop(compile, next, true);
    if (text.startsWith('+')) return (next) => this.#loop(compile, next, false);
    const min = text.startsWith('?') ? 0 : Number(least);
    const max = text.startsWith('?') ? 1 : comma === undefined ? min : most ? Number(most) : undefined;
    return (next) => this.#counted(compile, next, min, max);
  }

  #loop(compile: (next: number) => number, next: number, mayBeNone: boolean): number {
    const fork: Step = { kind: 'fork', next: 0, other: next };
    const index = this.#add(fork);
    fork.next = compile(index);
    return mayBeNone ? index : fork.next;
  }

  #counted(compile: (next: number) => number, next: number, min: number, max: number | undefined): number {
    let start = next;
    if (max === undefined) start = this.#loop(compile, next, true);
    else
      for (let count = min; count < max; count++)
        start = this.#add({ kind: 'fork', next: compile(start), other: next });
    for (let count = 0; count < min; count++) start = compile(start);
    return start;
  }

  #atom(next: number): number {
    if (this.#source.charAt(this.#at) === '(') {
      this.#read(GROUP);
      const start = this.#alternatives(next);
      this.#at++;
      return start;
    }
    const [atom = ''] = this.#read(ATOM) ?? [];
    if (atom === '^' || atom === '$' || atom === '\\b' || atom === '\\B') {
      return this.#add({ kind: 'assertion', at: atom, next });
    }
    return this.#add({ kind: 'character', matches: new RegExp(`^${atom}$`, this.#flags), next });
  }

  #skipAtom(): void {
    if (this.#source.charAt(this.#at) !== '(') {
      this.#read(ATOM);
      return;
    }
    let depth = 0;
    do {
      const [text = ''] = this.#read(ATOM) ?? [];
      depth += text === '(' ? 1 : text === ')' ? -1 : 0;
    } while (depth > 0 && this.#at < this.#source.length);
  }

  #read(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#source);
    if (found !== null) this.#at = pattern.lastIndex;
    return found ?? undefined;
  }

  #add(step: Step): number {
    if (this.#steps.length >= MOST_STEPS) throw new RangeError('expression too large');
    return this.#steps.push(step) - 1;
  }
}

function holds(
  at: '^' | '$' | '\\b' | '\\B',
  characters: readonly string[],
  position: number,
  flags: string,
): boolean {
  const before = characters[position - 1];
  const after = characters[position];
  if (at === '^') return before === undefined || (flags.includes('m') && before === '\n');
  if (at === '$') return after === undefined || (flags.includes('m') && after === '\n');
  const isBoundary = isWord(before) !== isWord(after);
  return at === '\\b' ? isBoundary : !isBoundary;
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /\w/.test(character);
}
