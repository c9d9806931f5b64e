/** Why a text in Flux's substitution language has no result. */
export type SubstitutionErrorCode =
  | 'bad-substitution'
  | 'missing-brace'
  | 'bad-name'
  | 'bad-argument'
  | 'undefined-variable'
  | 'out-of-range'
  | 'too-deep'
  | 'too-large';

/** Thrown inside the language's parser and evaluator, returned as a value by `substituteFlux`. */
export class SubstitutionError extends Error {
  readonly code: SubstitutionErrorCode;
  /** Where the `${` of the faulty expression stands, in UTF-16 units from the text's start. */
  readonly offset: number;
  /** The variable that the expression reads, where its name could be read. */
  readonly variable: string | undefined;

  constructor(code: SubstitutionErrorCode, message: string, offset: number, variable?: string) {
    super(message);
    this.name = 'SubstitutionError';
    this.code = code;
    this.offset = offset;
    this.variable = variable;
  }
}
