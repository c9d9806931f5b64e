import type { Mark } from './error.ts';

export type TokenKind =
  | 'stream start'
  | 'stream end'
  | 'version directive'
  | 'tag directive'
  | 'document start'
  | 'document end'
  | 'block sequence'
  | 'block mapping'
  | 'block end'
  | 'flow sequence'
  | 'flow sequence end'
  | 'flow mapping'
  | 'flow mapping end'
  | 'block entry'
  | 'flow entry'
  | 'key'
  | 'value'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'plain'
  | 'quoted'
  | 'block scalar';

/** One token of YAML. */
export class Token implements Mark {
  readonly kind: TokenKind;
  readonly line: number;
  readonly column: number;
  /** Scalar text, anchor name, or the handle of a tag. */
  readonly value: string;
  /** What follows the handle of a tag; the prefix of a %TAG directive; the indicator of a block scalar. */
  readonly suffix: string;
  /** Flow level at which this token can still become the start of a simple key, or -1. */
  keyLevel: number;
  /** The token after this one, once it is scanned. */
  next: Token | undefined = undefined;

  constructor(kind: TokenKind, line: number, column: number, value = '', suffix = '', keyLevel = -1) {
    this.kind = kind;
    this.line = line;
    this.column = column;
    this.value = value;
    this.suffix = suffix;
    this.keyLevel = keyLevel;
  }
}
