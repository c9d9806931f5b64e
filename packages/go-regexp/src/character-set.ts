/** Some characters: a range of code points, or a class as JavaScript writes it between brackets. */
export type Characters =
  | { readonly low: number; readonly high: number }
  | { readonly native: string; readonly negated: boolean };

/** A set of characters; with `fold`, also those that differ only in case. */
export interface CharacterSet {
  readonly parts: readonly Characters[];
  readonly negated: boolean;
  readonly fold: boolean;
}

export function range(low: number, high = low): Characters {
  return { low, high };
}

/** A test whether a set has a character, by its code point. */
export function membership({ parts, negated, fold }: CharacterSet): (point: number) => boolean {
  const tests = parts.map((part) => partTest(part, fold));
  const [only = () => false, ...others] = tests;
  if (others.length === 0) return negated ? (point) => !only(point) : only;
  return (point) => tests.some((test) => test(point)) !== negated;
}

function partTest(part: Characters, fold: boolean): (point: number) => boolean {
  if ('low' in part && !fold) {
    const { low, high } = part;
    return (point) => point >= low && point <= high;
  }
  // What differs only in case is the same to JavaScript as to Go: Unicode's simple case folding.
  const body = 'low' in part ? `${escaped(part.low)}-${escaped(part.high)}` : part.native;
  const isNegated = 'low' in part ? false : part.negated;
  const native = new RegExp(`^[${body}]$`, fold ? 'iu' : 'u');
  return (point) => native.test(String.fromCodePoint(point)) !== isNegated;
}

function escaped(point: number): string {
  return `\\u{${point.toString(16)}}`;
}
