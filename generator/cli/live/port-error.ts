const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program uses it',
  EACCES: 'permission is denied',
};

/** A port that the report server cannot use. */
export class PortError extends Error {
  override readonly name = 'PortError';
  readonly help = 'Choose another one with --serve PORT, or leave PORT out for a free one';
  /** The code of the system, such as `EADDRINUSE`. */
  readonly reason: string;

  constructor(host: string, port: number, cause: NodeJS.ErrnoException) {
    const reason = cause.code ?? '';
    super(`cannot serve the report on port ${port} of ${host}: ${REASONS[reason] ?? cause.message}`, {
      cause,
    });
    this.reason = reason;
  }
}
