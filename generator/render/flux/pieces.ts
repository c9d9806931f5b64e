import type { Result } from '../result.ts';
import { fromBytes } from './bytes.ts';
import { SubstitutionError } from './error.ts';
import { evaluate, newBudget } from './evaluate.ts';
import { ofParsed } from './parsed.ts';
import { lookupBytes, lookupIn } from './substitute.ts';
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
  return ofParsed(text, (nodes) =>
    nodes.map((node) => (typeof node === 'string' ? fromBytes(node) : expression(node))),
  );
}

function expression(node: Expression): FluxExpression {
  return {
    name: fromBytes(node.name),
    key: JSON.stringify(node, (key, value: unknown) => (key === 'at' ? undefined : value)),
    isPlain: node.operator === '',
    evaluate: (variables) => {
      try {
        return fromBytes(evaluate([node], lookupBytes(lookupIn(variables)), true, newBudget()));
      } catch (error) {
        if (error instanceof SubstitutionError) return undefined;
        throw error;
      }
    },
  };
}
