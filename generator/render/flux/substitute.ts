import { type Result, success } from '../result.ts';
import { fromBytes, isWholeText } from './bytes.ts';
import type { SubstitutionError } from './error.ts';
import { evaluate, type Lookup, newBudget } from './evaluate.ts';
import type { Budget } from './glob.ts';
import { ofParsed } from './parsed.ts';

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
  const result = substituteWith(text, lookupIn(variables), options);
  return result.ok ? success(result.value.text) : result;
}

/** The same with the variables behind a function, and a budget that several texts may share. */
export function substituteWith(
  text: string,
  lookup: Lookup,
  options: FluxOptions,
  budget: Budget = newBudget(),
): Result<SubstitutedText, SubstitutionError> {
  return ofParsed(text, (nodes, isAscii) => {
    const output = evaluate(nodes, lookupBytes(lookup, isAscii), options.strict, budget);
    return { text: fromBytes(output), whole: isWholeText(output) };
  });
}

/** The variables of a record. */
export function lookupIn(variables: Readonly<Record<string, string>>): Lookup {
  return (name) => (Object.hasOwn(variables, name) ? variables[name] : undefined);
}

/** Names in a byte string are bytes; the caller's are text. */
export function lookupBytes(lookup: Lookup, isAscii = false): Lookup {
  return isAscii ? lookup : (name) => lookup(fromBytes(name));
}
