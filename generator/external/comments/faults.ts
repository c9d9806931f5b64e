/** A server does not do what it was requested to, or does not answer. */
export class ApiFault extends Error {
  override readonly name: string = 'ApiFault';
  readonly help: string;

  constructor(message: string, help: string) {
    super(message);
    this.help = help;
  }
}

/** The token may read, and not write comments. */
export class ReadOnlyFault extends ApiFault {
  override readonly name = 'ReadOnlyFault';
}

/** Nobody knows whether the server did what it was requested to. */
export class UnansweredFault extends ApiFault {
  override readonly name = 'UnansweredFault';

  constructor(message: string) {
    super(message, 'Run the job again later');
  }
}
