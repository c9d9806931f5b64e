/** A set of characters: pairs of first and last code point, or all characters but those. */
export interface CharacterSet {
  ranges: readonly (readonly [number, number])[];
  negated: boolean;
}

/** A regular expression as a tree. */
export type Expression =
  | { kind: 'character'; set: CharacterSet }
  | { kind: 'start' | 'end' }
  | { kind: 'sequence' | 'choice'; parts: readonly Expression[] }
  | { kind: 'repeat'; of: Expression; min: number; max: number };

/** Longer patterns are left to others; it also bounds how deep groups nest. */
const maxLength = 1000;

/**
 * Reads the part of RE2's syntax that patterns of schemas are made of: characters, classes, groups, anchors,
 * alternatives and repetitions (Go, regexp/syntax/doc.go). Undefined for all else, malformed patterns included.
 */
export function parsePattern(pattern: string): Expression | undefined {
  if (pattern.length > maxLength) return undefined;
  try {
    return new Parser(pattern).whole();
  } catch (cause) {
    if (cause instanceof Unsupported) return undefined;
    throw cause;
  }
}

class Unsupported extends Error {}

const any: CharacterSet = { ranges: [[0x0a, 0x0a]], negated: true };

const classes: Readonly<Record<string, CharacterSet['ranges']>> = {
  d: [[0x30, 0x39]],
  s: [
    [0x09, 0x0a],
    [0x0c, 0x0d],
    [0x20, 0x20],
  ],
  w: [
    [0x30, 0x39],
    [0x41, 0x5a],
    [0x5f, 0x5f],
    [0x61, 0x7a],
  ],
};

class Parser {
  readonly #letters: readonly string[];
  #at = 0;

  constructor(pattern: string) {
    this.#letters = [...pattern];
  }

  whole(): Expression {
    const out = this.#choice();
    if (this.#at < this.#letters.length) throw new Unsupported();
    return out;
  }

  #choice(): Expression {
    const parts = [this.#sequence()];
    while (this.#takes('|')) parts.push(this.#sequence());
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: 'choice', parts };
  }

  #sequence(): Expression {
    const parts: Expression[] = [];
    for (let next = this.#peek(); next !== undefined && next !== '|' && next !== ')'; next = this.#peek()) {
      parts.push(this.#repeated());
    }
    return { kind: 'sequence', parts };
  }

  #repeated(): Expression {
    const of = this.#atom();
    const bounds = this.#bounds();
    if (bounds === undefined) return of;
    if (of.kind === 'start' || of.kind === 'end') throw new Unsupported();
    // What is preferred does not matter to whether there is a match.
    this.#takes('?');
    if (this.#bounds() !== undefined) throw new Unsupported();
    return { kind: 'repeat', of, ...bounds };
  }

  #bounds(): { min: number; max: number } | undefined {
    if (this.#takes('*')) return { min: 0, max: Number.POSITIVE_INFINITY };
    if (this.#takes('+')) return { min: 1, max: Number.POSITIVE_INFINITY };
    if (this.#takes('?')) return { min: 0, max: 1 };
    if (this.#peek() !== '{') return undefined;
    this.#at += 1;
    const min = this.#count();
    const max = this.#takes(',') ? (this.#count() ?? Number.POSITIVE_INFINITY) : min;
    if (!this.#takes('}') || min === undefined || max === undefined || max < min) throw new Unsupported();
    return { min, max };
  }

  /** A number of up to three digits; undefined where there is none. */
  #count(): number | undefined {
    let digits = '';
    for (
      let next = this.#peek() ?? '';
      digits.length < 3 && '0' <= next && next <= '9';
      next = this.#peek() ?? ''
    ) {
      digits += next;
      this.#at += 1;
    }
    return digits === '' ? undefined : Number(digits);
  }

  #atom(): Expression {
    const letter = this.#next();
    switch (letter) {
      case '^':
        return { kind: 'start' };
      case '$':
        return { kind: 'end' };
      case '.':
        return { kind: 'character', set: any };
      case '(':
        return this.#group();
      case '[':
        return { kind: 'character', set: this.#set() };
      case '\\':
        return { kind: 'character', set: this.#escaped() };
      default:
        if ('*+?{}]'.includes(letter)) throw new Unsupported();
        return { kind: 'character', set: only(letter) };
    }
  }

  #group(): Expression {
    if (this.#takes('?') && !this.#takes(':')) throw new Unsupported();
    const out = this.#choice();
    if (!this.#takes(')')) throw new Unsupported();
    return out;
  }

  #set(): CharacterSet {
    const negated = this.#takes('^');
    const ranges: (readonly [number, number])[] = [];
    do {
      const { ranges: first, negated: allBut } = this.#setItem();
      if (allBut) throw new Unsupported();
      if (this.#peek() !== '-' || this.#letters[this.#at + 1] === ']') {
        ranges.push(...first);
        continue;
      }
      this.#next();
      ranges.push([single(first), single(this.#setItem().ranges)]);
    } while (!this.#takes(']'));
    if (ranges.some(([low, high]) => low > high)) throw new Unsupported();
    return { ranges, negated };
  }

  #setItem(): CharacterSet {
    const letter = this.#next();
    if (letter === '\\') return this.#escaped();
    if (letter === '[' || letter === ']') throw new Unsupported();
    return only(letter);
  }

  #escaped(): CharacterSet {
    const letter = this.#next();
    const known = classes[letter.toLowerCase()];
    if (known !== undefined) return { ranges: known, negated: letter !== letter.toLowerCase() };
    if (!/^[!-/:-@[-`{-~]$/.test(letter)) throw new Unsupported();
    return only(letter);
  }

  #peek(): string | undefined {
    return this.#letters[this.#at];
  }

  #takes(letter: string): boolean {
    if (this.#peek() !== letter) return false;
    this.#at += 1;
    return true;
  }

  #next(): string {
    const letter = this.#peek();
    if (letter === undefined) throw new Unsupported();
    this.#at += 1;
    return letter;
  }
}

function only(letter: string): CharacterSet {
  const point = letter.codePointAt(0) ?? 0;
  return { ranges: [[point, point]], negated: false };
}

/** The one character of a set that begins or ends a range. */
function single([first, ...more]: CharacterSet['ranges']): number {
  if (first === undefined || more.length > 0 || first[0] !== first[1]) throw new Unsupported();
  return first[0];
}
