/** An error that is not a bug: what the system, git or a server does not let a command do, and how to fix it. */
export class ExplainedError extends Error {
  /** An imperative sentence without a final full stop. */
  readonly help: string;

  constructor(message: string, help: string, options?: ErrorOptions) {
    super(message, options);
    this.help = help;
  }
}

/** The system's code of an error, such as `ENOENT`; undefined for other errors. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
