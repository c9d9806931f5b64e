import { failure, type Result, success } from '../result.ts';
import { fromBytes, toBytes } from './bytes.ts';
import { SubstitutionError } from './error.ts';
import { parse } from './parse.ts';
import type { Node } from './syntax.ts';

/**
 * What some work makes of a text in Flux's language, or why the text has no result.
 * @param work gets the parsed text, whose strings are byte strings, and whether it is ASCII, and so its own byte string
 */
export function ofParsed<T>(
  text: string,
  work: (nodes: Node[], isAscii: boolean) => T,
): Result<T, SubstitutionError> {
  const bytes = toBytes(text);
  try {
    return success(work(parse(bytes), bytes === text));
  } catch (error) {
    if (error instanceof SubstitutionError) return failure(inText(error, bytes));
    throw error;
  }
}

/** The error with positions and names of the text rather than of its byte string. */
function inText(error: SubstitutionError, bytes: string): SubstitutionError {
  const offset = fromBytes(bytes.slice(0, error.offset)).length;
  const variable = error.variable === undefined ? undefined : fromBytes(error.variable);
  return new SubstitutionError(error.code, fromBytes(error.message), offset, variable);
}
