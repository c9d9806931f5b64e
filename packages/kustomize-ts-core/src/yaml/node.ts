import type { ValueObject } from '../value.ts';

/** Hears of scalars whose value does not tell how they were written: plain `1.50` or `~`, and what is quoted. */
export type TextListener = (object: ValueObject, key: string, text: string, isQuoted: boolean) => void;

/** An alias to a scalar counts as one. */
export type NodeKind = 'scalar' | 'sequence' | 'mapping' | 'alias';

/** What was written, besides its value: keys and merges depend on it. */
export interface NodeFacts {
  kind: NodeKind;
  /** Text of a scalar as written, or of the scalar an alias stands for. */
  text: string | undefined;
  /** A scalar that is a string by its own right, not a date or a text with some tag. */
  isString: boolean;
  /** A scalar in quotes, or a block scalar. */
  isQuoted: boolean;
  /** A scalar `<<` that as a key merges its value. */
  isMergeKey: boolean;
}
