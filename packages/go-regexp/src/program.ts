import type { CharacterSet, Expression } from './parse.ts';

/** A step of a nondeterministic automaton; steps are named by their place in the program. */
export type Step =
  | { kind: 'character'; set: CharacterSet; next: number }
  | { kind: 'start' | 'end'; next: number }
  | { kind: 'split'; next: number; other: number }
  | { kind: 'match' };

export interface Program {
  steps: readonly Step[];
  first: number;
}

/** Repetitions are written out; patterns that grow beyond this are left to others. */
const maxSteps = 1000;

/** Thompson's construction; undefined where the program would be too long. */
export function programOf(expression: Expression): Program | undefined {
  const steps: Step[] = [{ kind: 'match' }];
  const first = add(steps, expression, 0);
  return steps.length > maxSteps ? undefined : { steps, first };
}

/** Adds what matches the expression and goes on at `next`; gives its first step. */
function add(steps: Step[], expression: Expression, next: number): number {
  if (steps.length > maxSteps) return next;
  switch (expression.kind) {
    case 'character':
      return steps.push({ kind: 'character', set: expression.set, next }) - 1;
    case 'start':
    case 'end':
      return steps.push({ kind: expression.kind, next }) - 1;
    case 'sequence':
      return expression.parts.reduceRight((after, part) => add(steps, part, after), next);
    case 'choice':
      return expression.parts
        .map((part) => add(steps, part, next))
        .reduceRight((other, way) => steps.push({ kind: 'split', next: way, other }) - 1);
    case 'repeat':
      return addRepeat(steps, expression, next);
  }
}

function addRepeat(steps: Step[], { of, min, max }: Expression & { kind: 'repeat' }, next: number): number {
  let after = next;
  if (max === Number.POSITIVE_INFINITY) {
    const loop: Step = { kind: 'split', next: 0, other: next };
    after = steps.push(loop) - 1;
    loop.next = add(steps, of, after);
  } else {
    for (let count = min; count < max; count += 1) {
      after = steps.push({ kind: 'split', next: add(steps, of, after), other: next }) - 1;
    }
  }
  for (let count = 0; count < min; count += 1) after = add(steps, of, after);
  return after;
}
