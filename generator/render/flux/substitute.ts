import { failure, type Result, success } from '../result.ts';
import { fromBytes, isWholeText, toBytes } from './bytes.ts';
import { SubstitutionError } from './error.ts';
import { evaluate, type Lookup, newBudget } from './evaluate.ts';
import type { Budget } from './glob.ts';
import { parse } from './parse.ts';
import { inText } from './positions.ts';

export interface FluxOptions {
  /** An undefined variable without a default is an error; the default since kustomize-controller 1.9. */
  strict: boolean;
}

export interface SubstitutedText {
  text: string;
  /** False when a cut went through a character; each of its bytes is then U+FFFD in the text. */
  whole: boolean;
}

/**
 * Substitutes a text as fluxcd/pkg envsubst v1.9.0 does: `${V}`, defaults, cuts, patterns, `$$`.
 * Values are not searched for variables again.
 */
export function substituteFlux(
  text: string,
  variables: Readonly<Record<string, string>>,
  options: FluxOptions,
): Result<string, SubstitutionError> {
  const lookup = (name: string) => (Object.hasOwn(variables, name) ? variables[name] : undefined);
  const result = substituteWith(text, lookup, options);
  return result.ok ? success(result.value.text) : result;
}

/** The same with the variables behind a function, and a budget that several texts may share. */
export function substituteWith(
  text: string,
  lookup: Lookup,
  options: FluxOptions,
  budget: Budget = newBudget(),
): Result<SubstitutedText, SubstitutionError> {
  const bytes = toBytes(text);
  try {
    const output = evaluate(parse(bytes), lookupBytes(lookup, bytes === text), options.strict, budget);
    return success({ text: fromBytes(output), whole: isWholeText(output) });
  } catch (error) {
    if (error instanceof SubstitutionError) return failure(inText(error, bytes));
    throw error;
  }
}

/** Names in a byte string are bytes; the caller's are text. */
function lookupBytes(lookup: Lookup, isAscii: boolean): Lookup {
  return isAscii ? lookup : (name) => lookup(fromBytes(name));
}
