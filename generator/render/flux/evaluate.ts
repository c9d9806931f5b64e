import { toBytes } from './bytes.ts';
import { SubstitutionError } from './error.ts';
import { applyOperator, CutOutOfRange, LARGEST_RESULT, ResultTooLarge } from './functions.ts';
import { type Budget, BudgetSpent, spend } from './glob.ts';
import { type Expression, givesDefault, type Node } from './syntax.ts';

/** The work that the operators of a whole text may take; real texts need a few thousand steps. */
export function newBudget(): Budget {
  return { steps: 5_000_000 };
}

/** The value of a variable as text, or undefined when it is not set. */
export type Lookup = (name: string) => string | undefined;

/**
 * The byte string that parsed nodes stand for.
 * @param strict whether an undefined variable without a default is an error rather than empty
 * @throws SubstitutionError
 */
export function evaluate(nodes: Node[], lookup: Lookup, strict: boolean, budget: Budget): string {
  const parts: string[] = [];
  let length = 0;
  for (const node of nodes) {
    const part = evaluateNode(node, lookup, strict, budget);
    length += part.length;
    if (length > LARGEST_RESULT) throw tooLarge(typeof node === 'string' ? 0 : node.at);
    parts.push(part);
  }
  return parts.join('');
}

/** Arguments come first, used or not: an undefined variable in an unused default is an error too. */
function evaluateNode(node: Node, lookup: Lookup, strict: boolean, budget: Budget): string {
  if (typeof node === 'string') return node;
  const words = node.arguments.map((word) => evaluateNode(word, lookup, strict, budget));
  const value = lookup(node.name);
  if (value === undefined && strict && !givesDefault(node.operator)) throw notSet(node);
  try {
    const bytes = toBytes(value ?? '');
    if (node.operator !== '') spend(budget, bytes.length);
    return applyOperator(node.operator, bytes, words, budget);
  } catch (error) {
    throw asSubstitutionError(error, node);
  }
}

function asSubstitutionError(error: unknown, { at, name }: Expression): unknown {
  if (error instanceof ResultTooLarge) return tooLarge(at, name);
  if (error instanceof BudgetSpent)
    return new SubstitutionError('too-large', 'operators too costly to apply', at, name);
  if (error instanceof CutOutOfRange)
    return new SubstitutionError('out-of-range', 'slice out of range', at, name);
  return error;
}

function notSet({ name, at }: Expression): SubstitutionError {
  const message = `variable not set (strict mode): ${JSON.stringify(name)}`;
  return new SubstitutionError('undefined-variable', message, at, name);
}

function tooLarge(at: number, name?: string): SubstitutionError {
  return new SubstitutionError('too-large', `result larger than ${LARGEST_RESULT} bytes`, at, name);
}
