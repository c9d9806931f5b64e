import type { CharacterSet } from './parse.ts';
import type { Program } from './program.ts';

/** Where the search can be after some text: a set of steps, with where each next character leads, once seen. */
export interface State {
  steps: readonly number[];
  /** True when the pattern has matched, whatever follows. */
  matched: boolean;
  /** Whether it matches if the text ends here, once that was asked. */
  matchesAtEnd: boolean | undefined;
  /** True before the first character. */
  atStart: boolean;
  ascii: (State | undefined)[];
  others: Map<number, State>;
}

/** Ways between states that are remembered before all are forgotten. */
const maxWays = 10_000;

/**
 * Tells whether a program matches anywhere in a text, in time linear in the text: a deterministic automaton whose
 * states are made when a text first leads to them.
 */
export class Automaton {
  readonly #program: Program;
  #start: State | undefined;
  #states = new Map<string, State>();
  #ways = 0;

  constructor(program: Program) {
    this.#program = program;
  }

  /** Where a search is before the first character. */
  start(): State {
    this.#start ??= this.#stateAt([this.#program.first], true);
    return this.#start;
  }

  /** Where a character leads. */
  next(from: State, point: number): State {
    return (point < 128 ? from.ascii[point] : from.others.get(point)) ?? this.#lead(from, point);
  }

  /** Whether the pattern matches if the text ends there. */
  matchesAtEnd(state: State): boolean {
    state.matchesAtEnd ??= state.matched || this.#reach(state.steps, state.atStart, true).matched;
    return state.matchesAtEnd;
  }

  test(text: string): boolean {
    let state = this.start();
    for (let at = 0; at < text.length && !state.matched; at += 1) {
      const unit = text.charCodeAt(at);
      if (unit < 128) {
        state = state.ascii[unit] ?? this.#lead(state, unit);
      } else {
        const point = text.codePointAt(at) ?? 0;
        if (point > 0xffff) at += 1;
        state = this.next(state, point);
      }
    }
    return this.matchesAtEnd(state);
  }

  #lead(from: State, point: number): State {
    const { steps, first } = this.#program;
    const next: number[] = [];
    for (const at of from.steps) {
      const step = steps[at];
      if (step?.kind === 'character' && contains(step.set, point)) next.push(step.next);
    }
    // A match may begin at any character.
    next.push(first);
    const state = this.#stateAt(next, false);
    this.#ways += 1;
    if (this.#ways > maxWays) this.#forget();
    else if (point < 128) from.ascii[point] = state;
    else from.others.set(point, state);
    return state;
  }

  #forget(): void {
    this.#start = undefined;
    this.#states = new Map();
    this.#ways = 0;
  }

  #stateAt(seeds: readonly number[], atStart: boolean): State {
    const { steps, matched } = this.#reach(seeds, atStart, false);
    const name = String.fromCharCode(Number(atStart), Number(matched), ...steps);
    const known = this.#states.get(name);
    if (known !== undefined) return known;
    const state = { steps, matched, matchesAtEnd: undefined, atStart, ascii: [], others: new Map() };
    this.#states.set(name, state);
    return state;
  }

  /** The steps that wait for a character, or for the text's end, and whether there is a match without. */
  #reach(seeds: readonly number[], atStart: boolean, atEnd: boolean): { steps: number[]; matched: boolean } {
    const waiting: number[] = [];
    const seen = new Set<number>();
    const stack = [...seeds];
    let matched = false;
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const step = this.#program.steps[at];
      if (step === undefined || seen.has(at)) continue;
      seen.add(at);
      if (step.kind === 'match') matched = true;
      else if (step.kind === 'split') stack.push(step.next, step.other);
      else if (step.kind === 'start' ? atStart : step.kind === 'end' && atEnd) stack.push(step.next);
      else if (step.kind !== 'start') waiting.push(at);
    }
    return { steps: waiting.length < 2 ? waiting : waiting.sort(byNumber), matched };
  }
}

function byNumber(left: number, right: number): number {
  return left - right;
}

/** Whether a set has a character. */
export function contains({ ranges, negated }: CharacterSet, point: number): boolean {
  for (const [low, high] of ranges) if (point >= low && point <= high) return !negated;
  return negated;
}
