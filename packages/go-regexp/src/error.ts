/** What Go says of a pattern that it does not accept (Go 1.26, regexp/syntax/parse.go, ErrorCode). */
export type GoRegExpErrorCode =
  | 'invalid character class range'
  | 'invalid escape sequence'
  | 'invalid named capture'
  | 'invalid or unsupported Perl syntax'
  | 'invalid nested repetition operator'
  | 'invalid repeat count'
  | 'missing closing ]'
  | 'missing closing )'
  | 'missing argument to repetition operator'
  | 'trailing backslash at end of expression'
  | 'unexpected )'
  | 'expression nests too deeply'
  | 'expression too large';

/** A pattern that is not a regular expression of Go; the message is Go's. */
export class GoRegExpError extends Error {
  override readonly name = 'GoRegExpError';
  readonly code: GoRegExpErrorCode;

  /** @param part the part of the pattern that is at fault */
  constructor(code: GoRegExpErrorCode, part: string) {
    super(`error parsing regexp: ${code}: \`${part}\``);
    this.code = code;
  }
}
