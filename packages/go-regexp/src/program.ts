import { type CharacterSet, membership } from './character-set.ts';
import { GoRegExpError } from './error.ts';
import type { Assertion, Expression } from './expression.ts';

/** A step of a nondeterministic automaton; steps are named by their place in the program. Of a split, `next` comes first. */
export type Step =
  | { kind: 'character'; has(point: number): boolean; next: number }
  | { kind: 'assertion'; at: Assertion; next: number }
  | { kind: 'split'; next: number; other: number }
  | { kind: 'match' };

export interface Program {
  steps: readonly Step[];
  first: number;
  /** True when a match can only begin where the text does. */
  isAnchored: boolean;
}

/** Repetitions are written out; Go allows some more. */
const maxSteps = 100_000;

/** Thompson's construction, in Go's order of preference (Go, regexp/syntax/compile.go). Throws `GoRegExpError`. */
export function compile(expression: Expression, pattern: string): Program {
  const compiler = new Compiler(pattern);
  const first = compiler.add(expression, compiler.push({ kind: 'match' }));
  return { steps: compiler.steps, first, isAnchored: isAnchored(expression) };
}

class Compiler {
  readonly steps: Step[] = [];
  readonly #pattern: string;
  readonly #memberships = new Map<CharacterSet, (point: number) => boolean>();

  constructor(pattern: string) {
    this.#pattern = pattern;
  }

  push(step: Step): number {
    if (this.steps.length >= maxSteps) throw new GoRegExpError('expression too large', this.#pattern);
    return this.steps.push(step) - 1;
  }

  /** Adds what matches the expression and goes on at `next`; gives its first step. */
  add(expression: Expression, next: number): number {
    switch (expression.kind) {
      case 'character':
        return this.push({ kind: 'character', has: this.#membership(expression.set), next });
      case 'assertion':
        return this.push({ kind: 'assertion', at: expression.at, next });
      case 'sequence':
        return expression.parts.reduceRight((after, part) => this.add(part, after), next);
      case 'choice':
        return expression.parts
          .map((part) => this.add(part, next))
          .reduceRight((other, way) => this.push({ kind: 'split', next: way, other }));
      case 'repeat':
        return this.#repeat(expression, next);
    }
  }

  #membership(set: CharacterSet): (point: number) => boolean {
    const known = this.#memberships.get(set) ?? membership(set);
    this.#memberships.set(set, known);
    return known;
  }

  #repeat(expression: Expression & { kind: 'repeat' }, next: number): number {
    const { of, min, max, greedy } = expression;
    let after = next;
    let least = min;
    if (max === Number.POSITIVE_INFINITY && (min > 0 || isNullable(of))) {
      // The last of those that must be there is also the one that may come again.
      after = this.#plus(of, greedy, next);
      if (min === 0) return this.#split(after, next, greedy);
      least = min - 1;
    } else if (max === Number.POSITIVE_INFINITY) {
      const loop: Step & { kind: 'split' } = { kind: 'split', next: 0, other: 0 };
      after = this.push(loop);
      connect(loop, this.add(of, after), next, greedy);
    } else {
      for (let count = min; count < max; count += 1) after = this.#split(this.add(of, after), next, greedy);
    }
    for (let count = 0; count < least; count += 1) after = this.add(of, after);
    return after;
  }

  /** Once or more. */
  #plus(of: Expression, greedy: boolean, next: number): number {
    const loop: Step & { kind: 'split' } = { kind: 'split', next: 0, other: 0 };
    const first = this.add(of, this.push(loop));
    connect(loop, first, next, greedy);
    return first;
  }

  #split(body: number, next: number, greedy: boolean): number {
    const split: Step & { kind: 'split' } = { kind: 'split', next: 0, other: 0 };
    connect(split, body, next, greedy);
    return this.push(split);
  }
}

function connect(split: Step & { kind: 'split' }, body: number, next: number, greedy: boolean): void {
  split.next = greedy ? body : next;
  split.other = greedy ? next : body;
}

/** Whether an expression matches only from the begin of the text. */
function isAnchored(expression: Expression): boolean {
  switch (expression.kind) {
    case 'character':
      return false;
    case 'assertion':
      return expression.at === 'begin-text';
    case 'sequence':
      return expression.parts[0] !== undefined && isAnchored(expression.parts[0]);
    case 'choice':
      return expression.parts.every(isAnchored);
    case 'repeat':
      return expression.min > 0 && isAnchored(expression.of);
  }
}

/** Whether an expression can match without a character. */
function isNullable(expression: Expression): boolean {
  switch (expression.kind) {
    case 'character':
      return false;
    case 'assertion':
      return true;
    case 'sequence':
      return expression.parts.every(isNullable);
    case 'choice':
      return expression.parts.some(isNullable);
    case 'repeat':
      return expression.min === 0 || isNullable(expression.of);
  }
}
