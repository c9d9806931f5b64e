import { type ApiAnswer, messageOf } from './answer.ts';

/** How long to wait where a server limits requests and does not say for how long; GitHub requests a minute at least. */
const LIMITED = 60_000;

/**
 * How many milliseconds to wait before a request is sent again; undefined where the answer stays what it is.
 * @param answer or why it is missing
 * @param attempt counts from 1
 */
export function waitFor(answer: ApiAnswer | string, attempt: number): number | undefined {
  const backoff = 1000 * 2 ** (attempt - 1);
  if (typeof answer === 'string') return backoff;
  if (isLimited(answer)) return announced(answer) ?? LIMITED * attempt;
  return answer.status >= 500 ? (announced(answer) ?? backoff) : undefined;
}

/** Whether a server limits how many requests it takes; GitHub says so with 403 as well. */
function isLimited({ status, headers, body }: ApiAnswer): boolean {
  if (status === 429) return true;
  return (
    status === 403 &&
    (headers.has('retry-after') ||
      headers.get('x-ratelimit-remaining') === '0' ||
      /rate limit/i.test(messageOf(body)))
  );
}

/** What the headers say: seconds or a date, or when a limit starts over, in seconds since 1970. */
function announced({ headers }: ApiAnswer): number | undefined {
  const after = headers.get('retry-after');
  if (after !== null) {
    const until = /^\d+$/.test(after) ? Number(after) * 1000 : Date.parse(after) - Date.now();
    return Number.isNaN(until) ? undefined : Math.max(0, until);
  }
  const reset = headers.get('x-ratelimit-remaining') === '0' ? headers.get('x-ratelimit-reset') : null;
  return reset === null ? undefined : Math.max(0, Number(reset) * 1000 - Date.now());
}
