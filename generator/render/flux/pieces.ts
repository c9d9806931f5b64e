import { failure, type Result, success } from '../result.ts';
import { fromBytes, toBytes } from './bytes.ts';
import { SubstitutionError } from './error.ts';
import { evaluate, newBudget } from './evaluate.ts';
import { parse } from './parse.ts';
import { inText } from './positions.ts';
import type { Expression } from './syntax.ts';

/** A literal part of a text, or an expression that Flux evaluates. */
export type FluxPiece = string | FluxExpression;

export interface FluxExpression {
  name: string;
  /** The same for expressions that are the same. */
  key: string;
  /** Whether it is `${NAME}` without an operator. */
  isPlain: boolean;
  /** What it stands for; undefined where a variable that it needs has no value. */
  evaluate(variables: Readonly<Record<string, string>>): string | undefined;
}

/** Cuts a text into what Flux leaves as it is, `$$` replaced by `$`, and what it evaluates. */
export function fluxPieces(text: string): Result<FluxPiece[], SubstitutionError> {
  const bytes = toBytes(text);
  try {
    return success(
      parse(bytes).map((node) => (typeof node === 'string' ? fromBytes(node) : expression(node))),
    );
  } catch (error) {
    if (error instanceof SubstitutionError) return failure(inText(error, bytes));
    throw error;
  }
}

function expression(node: Expression): FluxExpression {
  return {
    name: fromBytes(node.name),
    key: JSON.stringify(node, (key, value: unknown) => (key === 'at' ? undefined : value)),
    isPlain: node.operator === '',
    evaluate: (variables) => {
      try {
        const lookup = (name: string) => (Object.hasOwn(variables, name) ? variables[name] : undefined);
        return fromBytes(evaluate([node], (name) => lookup(fromBytes(name)), true, newBudget()));
      } catch (error) {
        if (error instanceof SubstitutionError) return undefined;
        throw error;
      }
    },
  };
}
