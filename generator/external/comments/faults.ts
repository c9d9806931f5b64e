import { ExplainedError } from '../../diagnostics/explained-error.ts';
import { type ApiAnswer, answerText } from './answer.ts';

/** A server rejects a request, or does not respond. */
export class ApiFault extends ExplainedError {
  override readonly name: string = 'ApiFault';
}

/** The token may read, and not write comments. */
export class ReadOnlyFault extends ApiFault {
  override readonly name = 'ReadOnlyFault';
}

/** It is unknown whether the server executed the request. */
export class UnansweredFault extends ApiFault {
  override readonly name = 'UnansweredFault';

  constructor(message: string) {
    super(message, 'Run the job again later');
  }
}

/** What an answer was for, in words. */
interface Wanted {
  /** `GitHub`. */
  server: string;
  /** `the comment in pull request 7`. */
  what: string;
  /** `pull request 7`. */
  request: string;
  /** The variable with the address of the API. */
  address: string;
  /** How to fix an answer of 401, 403 and 404. */
  helps: readonly [unknownToken: string, readOnly: string, notFound: string];
}

/** The fault of an answer that a comment cannot be read from. */
export function answerFault(answer: ApiAnswer, { server, what, request, address, helps }: Wanted): ApiFault {
  if (answer.status < 400)
    return new ApiFault(
      `this is not a ${server} response for ${request}: ${answerText(answer)}`,
      `Check ${address}, and the proxies between`,
    );
  const [unknownToken, readOnly, notFound] = helps;
  const text = `${server} rejects ${what}: ${answerText(answer)}`;
  switch (answer.status) {
    case 401:
      return new ApiFault(text, unknownToken);
    case 403:
      return new ReadOnlyFault(text, readOnly);
    case 404:
      return new ApiFault(text, notFound);
    default:
      return new ApiFault(text, `Report this, with the response of ${server} above`);
  }
}
