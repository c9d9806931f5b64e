import type { CharacterSet } from './character-set.ts';
import type { Repeat } from './parse-repeat.ts';

/** A place in a text that an expression can require. */
export type Assertion =
  | 'begin-text'
  | 'end-text'
  | 'begin-line'
  | 'end-line'
  | 'word-boundary'
  | 'no-word-boundary';

/** A regular expression as a tree. Groups leave no trace: only whole matches are reported. */
export type Expression =
  | { kind: 'character'; set: CharacterSet }
  | { kind: 'assertion'; at: Assertion }
  | { kind: 'sequence' | 'choice'; parts: readonly Expression[] }
  | ({ kind: 'repeat'; of: Expression } & Repeat);
