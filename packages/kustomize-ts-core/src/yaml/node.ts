import type { ValueObject } from '../value.ts';

/** Takes the text of a plain scalar that its value does not tell: `1.50`, `~`, nothing at all. */
export type TextListener = (object: ValueObject, key: string, text: string) => void;

export type NodeKind = 'scalar' | 'sequence' | 'mapping';

/** What was written, besides its value: keys and merges depend on it. */
export interface NodeFacts {
  kind: NodeKind;
  /** Text of a scalar as written, or of the scalar an alias stands for. */
  text: string | undefined;
  /** A scalar that is a string by its own right, not a date or a text with some tag. */
  isString: boolean;
  /** A scalar `<<` that as a key merges its value. */
  isMergeKey: boolean;
}
