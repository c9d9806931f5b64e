import type { Value } from '@kustomize-ts/core';
import { type ApiAnswer, answerText } from './answer.ts';
import { ApiFault, UnansweredFault } from './faults.ts';
import { waitFor } from './wait.ts';

/** A request to a REST API. */
export interface ApiRequest {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT';
  /** From the API's address, or a whole URL. */
  path: string;
  body?: object;
  /** Whether to repeat it if the result is unknown; false only for requests that would then create a duplicate. */
  isRepeatable?: boolean;
}

export interface Api {
  /** @throws {ApiFault} where there is no answer after some attempts, or one that says to wait for too long */
  send(request: ApiRequest): Promise<ApiAnswer>;
  /** The pages of a list, by the links that each has to the next one. */
  pages(path: string, failed: (answer: ApiAnswer) => Error): AsyncGenerator<readonly Value[]>;
}

/** How long a client waits. */
export interface Patience {
  /** For an answer, in milliseconds. */
  timeout: number;
  /** Before a request is sent again. */
  sleep(ms: number): Promise<void>;
}

export interface ApiInput {
  /** The API's address, without a slash at its end. */
  url: string;
  headers: Readonly<Record<string, string>>;
  patience: Patience;
}

/** How often a request is sent. */
const ATTEMPTS = 5;
/** How long all attempts may wait together, in milliseconds. */
const LONGEST_WAIT = 150_000;

/** Sends requests to the REST API of GitHub or GitLab; again after a while where it is busy or broken. */
export function openApi({ url: base, headers, patience }: ApiInput): Api {
  const send = async ({ method, path, body, isRepeatable = true }: ApiRequest): Promise<ApiAnswer> => {
    const url = /^https?:/.test(path) ? path : `${base}${path}`;
    let waited = 0;
    for (let attempt = 1; ; attempt++) {
      const answer = await answerOf(url, {
        method,
        headers: { ...headers, ...(body ? { 'Content-Type': 'application/json' } : {}) },
        body: body ? JSON.stringify(body) : null,
        // A redirect would repeat a request elsewhere, and make a POST a GET.
        redirect: 'manual',
        signal: AbortSignal.timeout(patience.timeout),
      });
      const wait = waitFor(answer, attempt);
      if (wait === undefined && typeof answer !== 'string') return answer;
      const isUnknown = typeof answer === 'string' || answer.status >= 500;
      const text = typeof answer === 'string' ? answer : answerText(answer);
      if (isUnknown && !isRepeatable) throw new UnansweredFault(`${base} did not answer: ${text}`);
      if (wait === undefined || attempt === ATTEMPTS || waited + wait > LONGEST_WAIT)
        throw new ApiFault(
          `${base} did not answer ${method} ${new URL(url).pathname}: ${text}`,
          'Run the job again later',
        );
      await patience.sleep(wait);
      waited += wait;
    }
  };
  return {
    send,
    pages: async function* (path, failed) {
      let next: string | undefined = path;
      while (next !== undefined) {
        const answer: ApiAnswer = await send({ method: 'GET', path: next });
        if (answer.status !== 200 || !Array.isArray(answer.body)) throw failed(answer);
        yield answer.body;
        next = nextPage(answer, base);
      }
    },
  };
}

/** The answer, or why it is missing. */
async function answerOf(url: string, init: RequestInit): Promise<ApiAnswer | string> {
  try {
    const response = await fetch(url, init);
    const { status, headers } = response;
    return { status, headers, ...contentOf(await response.text()) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { cause } = error;
    return cause instanceof Error && cause.message !== '' ? cause.message : error.message;
  }
}

/** How many characters of an answer that is not JSON are shown. */
const START = 120;

function contentOf(text: string): Pick<ApiAnswer, 'body' | 'start'> {
  try {
    return { body: JSON.parse(text) as Value };
  } catch {
    // A proxy's page, or an empty answer.
    const words = text
      .slice(0, 10 * START)
      .trim()
      .replace(/\s+/g, ' ');
    return { body: null, start: words.length > START ? `${words.slice(0, START)}…` : words };
  }
}

/** The link of an answer to the next page, which is on the same server: no other one gets the token. */
function nextPage({ headers }: ApiAnswer, base: string): string | undefined {
  const [, link] = /<([^>]+)>;\s*rel="?next"?/.exec(headers.get('link') ?? '') ?? [];
  if (link === undefined) return undefined;
  const { origin } = new URL(base);
  if (new URL(link, base).origin === origin) return link;
  throw new ApiFault(`${base} links to ${link} for its next page`, `Ask the administrator of ${origin}`);
}
