/** What a parsed text consists of; all strings are byte strings. */
export type Node = string | Expression;

/** `${name}`, `${name:-word}`, `${#name}` and so on. */
export interface Expression {
  name: string;
  /** As written between name and first argument; `''` for plain `${name}`, `'#'` without arguments for a length. */
  operator: string;
  arguments: Node[];
  /** Byte position of the `${`. */
  at: number;
}

/** Operators with which an undefined variable is not an error in strict mode. */
const DEFAULTS = new Set(['=', ':=', ':-', ':?', ':+']);

export function givesDefault(operator: string): boolean {
  return DEFAULTS.has(operator);
}
