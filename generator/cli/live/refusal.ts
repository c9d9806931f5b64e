import type { IncomingMessage } from 'node:http';

/** Why a request is refused. */
export interface Refusal {
  status: number;
  text: string;
  headers?: Readonly<Record<string, string>>;
}

/** The names by which a browser on this machine reaches it. */
const NAMES = ['127.0.0.1', '[::1]', 'localhost'];

/** Gives why a request to the server of the report is refused; undefined where it is answered. */
export function refusalOf(
  { headersDistinct, method, url }: Pick<IncomingMessage, 'headersDistinct' | 'method' | 'url'>,
  port: number,
  paths: readonly string[],
): Refusal | undefined {
  const [host, ...more] = headersDistinct.host ?? [];
  if (host === undefined || more.length > 0 || !isOwnName(host, port))
    return { status: 421, text: `open http://127.0.0.1:${port}/ instead` };
  if (method !== 'GET' && method !== 'HEAD')
    return { status: 405, text: 'only GET and HEAD are allowed', headers: { allow: 'GET, HEAD' } };
  if (!paths.includes(url ?? '')) return { status: 404, text: 'only the report is served, at /' };
  return undefined;
}

/** A browser leaves port 80 out. */
function isOwnName(host: string, port: number): boolean {
  const name = host.toLowerCase();
  return NAMES.some((own) => name === `${own}:${port}` || (port === 80 && name === own));
}
