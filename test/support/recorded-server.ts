import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as assert from 'uvu/assert';

/** A request that a client has to make, and what it gets. */
export interface Exchange {
  /** `GET /user`, with the query. */
  request: string;
  /** The JSON that it has to send; not compared without it. */
  sends?: object;
  /** `cut` ends the connection, and `silence` never answers. */
  response: RecordedResponse | 'cut' | 'silence';
}

/** `URL` in a header stands for the server's address. */
export interface RecordedResponse {
  status: number;
  headers?: Readonly<Record<string, string>>;
  body: object | string;
}

export interface RecordedRequest {
  line: string;
  headers: IncomingMessage['headers'];
  body: { body?: string };
}

export interface RecordedServer {
  url: string;
  requests: RecordedRequest[];
}

/**
 * Replays recorded exchanges of a REST API on loopback while `work` runs, in their order.
 * @throws {Error} where a request was another one, or one is missing
 */
export async function withRecordedServer<T>(
  exchanges: readonly Exchange[],
  work: (server: RecordedServer) => Promise<T>,
): Promise<T> {
  const requests: RecordedRequest[] = [];
  const wrong: string[] = [];
  let url = '';
  const answer = (request: IncomingMessage, text: string, out: ServerResponse): void => {
    const line = `${request.method} ${request.url}`;
    const body = text === '' ? {} : (JSON.parse(text) as object);
    const exchange = exchanges[requests.length];
    requests.push({ line, headers: request.headers, body });
    if (line !== exchange?.request) wrong.push(`${line} instead of ${exchange?.request ?? 'the end'}`);
    if (exchange?.sends && JSON.stringify(exchange.sends) !== JSON.stringify(body))
      wrong.push(`${line} sends ${text} instead of ${JSON.stringify(exchange.sends)}`);
    const response = exchange?.response ?? { status: 501, body: 'unexpected' };
    if (response === 'silence') return;
    if (response === 'cut') {
      request.socket.destroy();
      return;
    }
    const headers = Object.entries(response.headers ?? {}).map(([name, value]) => [
      name,
      value.replaceAll('URL', url),
    ]);
    const isText = typeof response.body === 'string';
    out.writeHead(response.status, {
      'content-type': isText ? 'text/html' : 'application/json; charset=utf-8',
      ...Object.fromEntries(headers),
    });
    out.end(isText ? response.body : JSON.stringify(response.body));
  };
  const server = createServer((request, out) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => {
      text += part;
    });
    request.on('end', () => answer(request, text, out));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const result = await work({ url, requests });
    assert.equal(wrong, []);
    assert.equal(
      exchanges.slice(requests.length).map(({ request }) => request),
      [],
      'requests that were not made',
    );
    return result;
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
