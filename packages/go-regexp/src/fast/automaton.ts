import type { Program } from '../program.ts';

/** Where a search can be after some text: a set of steps, with where each next character leads, once seen. */
interface State {
  steps: readonly number[];
  /** True when the pattern has matched, whatever follows. */
  matched: boolean;
  /** Whether it matches if the text ends here, once that is known. */
  matchesAtEnd: boolean | undefined;
  /** True before the first character. */
  atStart: boolean;
  ascii: (State | undefined)[];
  others: Map<number, State>;
}

/** Transitions that are kept before all are dropped. */
const maxTransitions = 10_000;

/**
 * Whether a program matches anywhere in a text, by a deterministic automaton whose states are made when a text first
 * leads to them. Its slow path, which says the same and also where, is `Matcher`.
 */
export class Automaton {
  readonly #program: Program;
  #start: State | undefined;
  #states = new Map<string, State>();
  #transitions = 0;

  constructor(program: Program) {
    this.#program = program;
  }

  /** False for a program that requires something of a line or a word, which states do not know. */
  static canRun({ steps }: Program): boolean {
    return steps.every(
      (step) => step.kind !== 'assertion' || step.at === 'begin-text' || step.at === 'end-text',
    );
  }

  test(text: string): boolean {
    this.#start ??= this.#stateAt([this.#program.first], true);
    let state = this.#start;
    for (let at = 0; at < text.length && !state.matched; at += 1) {
      const unit = text.charCodeAt(at);
      if (unit < 128) {
        state = state.ascii[unit] ?? this.#lead(state, unit);
      } else {
        const point = text.codePointAt(at) ?? 0;
        if (point > 0xffff) at += 1;
        state = state.others.get(point) ?? this.#lead(state, point);
      }
    }
    state.matchesAtEnd ??= state.matched || this.#reach(state.steps, state.atStart, true).matched;
    return state.matchesAtEnd;
  }

  #lead(from: State, point: number): State {
    const { steps, first } = this.#program;
    const next: number[] = [];
    for (const at of from.steps) {
      const step = steps[at];
      if (step?.kind === 'character' && step.has(point)) next.push(step.next);
    }
    // A match may begin at any character.
    next.push(first);
    const state = this.#stateAt(next, false);
    this.#transitions += 1;
    if (this.#transitions > maxTransitions) this.#forget();
    else if (point < 128) from.ascii[point] = state;
    else from.others.set(point, state);
    return state;
  }

  #forget(): void {
    this.#start = undefined;
    this.#states = new Map();
    this.#transitions = 0;
  }

  #stateAt(seeds: readonly number[], atStart: boolean): State {
    const { steps, matched } = this.#reach(seeds, atStart, false);
    const name = `${atStart} ${matched} ${steps.join(' ')}`;
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
    const pending = [...seeds];
    let matched = false;
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      const step = this.#program.steps[at];
      if (step === undefined || seen.has(at)) continue;
      seen.add(at);
      if (step.kind === 'match') matched = true;
      else if (step.kind === 'split') pending.push(step.next, step.other);
      else if (step.kind === 'character') waiting.push(at);
      else if (step.at === 'begin-text' ? atStart : atEnd) pending.push(step.next);
      else if (step.at === 'end-text') waiting.push(at);
    }
    return { steps: waiting.sort((left, right) => left - right), matched };
  }
}
