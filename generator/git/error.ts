/** What keeps the gate from judging; stable, for programs to switch on. */
export type GateErrorCode = 'git-missing' | 'not-a-repository' | 'git-failed' | 'unmerged';

/** The gate could not judge what is staged; never a fault in what is staged. */
export class GateError extends Error {
  override readonly name = 'GateError';
  readonly code: GateErrorCode;
  /** How to fix it, an imperative sentence without a final full stop. */
  readonly help: string;

  constructor(code: GateErrorCode, message: string, help: string, options?: { cause: unknown }) {
    super(message, options);
    this.code = code;
    this.help = help;
  }
}

/** Whether git was run and failed, told by what the error says: its class is another one in each bundle of the program. */
export function isGitFailure(error: unknown): error is GateError {
  return (
    error instanceof Error && error.name === 'GateError' && 'code' in error && error.code === 'git-failed'
  );
}
