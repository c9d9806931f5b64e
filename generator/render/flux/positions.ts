import { fromBytes } from './bytes.ts';
import { SubstitutionError } from './error.ts';

/** The error with positions and names of the text rather than of its byte string. */
export function inText(error: SubstitutionError, bytes: string): SubstitutionError {
  const offset = fromBytes(bytes.slice(0, error.offset)).length;
  const variable = error.variable === undefined ? undefined : fromBytes(error.variable);
  return new SubstitutionError(error.code, fromBytes(error.message), offset, variable);
}
