import type { Assertion } from './expression.ts';
import type { Program } from './program.ts';

/** A match: where it begins and ends, in UTF-16 units. */
export interface Match {
  start: number;
  end: number;
}

/** Steps that wait for the next character, in order of preference, each with where its match began. */
class Threads {
  /** How many there are; what the lists hold beyond is of earlier rounds. */
  count = 0;
  readonly steps: number[] = [];
  readonly starts: number[] = [];
  /** The round in which each step was last added. */
  readonly #added: number[] = [];
  #round = 0;

  clear(): void {
    this.count = 0;
    this.#round += 1;
  }

  /** Whether a step is new in this round. */
  visit(step: number): boolean {
    if (this.#added[step] === this.#round) return false;
    this.#added[step] = this.#round;
    return true;
  }

  add(step: number, start: number): void {
    this.steps[this.count] = step;
    this.starts[this.count] = start;
    this.count += 1;
  }
}

/**
 * Follows all ways through a program at once, in time linear in the text (Thompson 1968; Pike's variant with
 * preferences, which finds the leftmost match as Perl and Go choose it).
 */
export class Matcher {
  readonly #program: Program;
  #now = new Threads();
  #next = new Threads();
  readonly #pending: number[] = [];

  constructor(program: Program) {
    this.#program = program;
  }

  /** The leftmost match at `from` or later; with `any`, whichever match is seen first. */
  find(text: string, from: number, any: boolean): Match | undefined {
    const { steps, first, isAnchored } = this.#program;
    let found: Match | undefined;
    this.#now.clear();
    for (let at = from; at <= text.length; ) {
      if (found === undefined && (at === 0 || !isAnchored)) this.#follow(this.#now, first, at, text, at);
      if (this.#now.count === 0 && (found !== undefined || isAnchored)) break;
      const point = text.codePointAt(at) ?? -1;
      const after = at + (point > 0xffff ? 2 : 1);
      this.#next.clear();
      for (let thread = 0; thread < this.#now.count; thread += 1) {
        const step = steps[this.#now.steps[thread] ?? 0];
        const start = this.#now.starts[thread] ?? 0;
        if (step?.kind === 'match') {
          found = { start, end: at };
          if (any) return found;
          // Those after it are less preferred.
          break;
        }
        if (step?.kind === 'character' && point >= 0 && step.has(point))
          this.#follow(this.#next, step.next, start, text, after);
      }
      [this.#now, this.#next] = [this.#next, this.#now];
      at = after;
    }
    return found;
  }

  /** Adds a step and all that it leads to without a character. */
  #follow(threads: Threads, from: number, start: number, text: string, at: number): void {
    const pending = this.#pending;
    pending.push(from);
    for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
      if (!threads.visit(index)) continue;
      const step = this.#program.steps[index];
      if (step === undefined) continue;
      if (step.kind === 'split') pending.push(step.other, step.next);
      else if (step.kind !== 'assertion') threads.add(index, start);
      else if (holds(step.at, text, at)) pending.push(step.next);
    }
  }
}

function holds(assertion: Assertion, text: string, at: number): boolean {
  switch (assertion) {
    case 'begin-text':
      return at === 0;
    case 'end-text':
      return at === text.length;
    case 'begin-line':
      return at === 0 || text.charCodeAt(at - 1) === 0x0a;
    case 'end-line':
      return at === text.length || text.charCodeAt(at) === 0x0a;
    case 'word-boundary':
      return isWord(text.charCodeAt(at - 1)) !== isWord(text.charCodeAt(at));
    case 'no-word-boundary':
      return isWord(text.charCodeAt(at - 1)) === isWord(text.charCodeAt(at));
  }
}

/** Of ASCII only, as in RE2. */
function isWord(unit: number): boolean {
  return (
    (unit >= 0x30 && unit <= 0x39) ||
    (unit >= 0x41 && unit <= 0x5a) ||
    unit === 0x5f ||
    (unit >= 0x61 && unit <= 0x7a)
  );
}
