import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listenOnLoopback } from './address.ts';
import { refusalOf } from './refusal.ts';

/** One state of the report. */
export interface ServedPage {
  html: string;
  /** Differs where the page does; no line break. */
  stamp: string;
}

/** Serves a report to this machine, and makes open pages reload. */
export interface ReportServer {
  url: string;
  show(page: ServedPage): void;
  stop(): void;
}

/** Where a page hears of the stamp of the current one. */
const EVENTS = '/events';

const HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  // The part of the policy that a page cannot declare in its own text.
  'content-security-policy': "frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/**
 * Starts a server on the loopback addresses that has the report and nothing else. Requests under another name than that of this machine
 * are refused, so that no web page reads the report by DNS rebinding.
 * @param wanted the port; undefined for a free one
 * @throws {PortError} where the port cannot be had
 */
export async function serveReport(wanted: number | undefined): Promise<ReportServer> {
  const listeners = new Set<ServerResponse>();
  let page: ServedPage | undefined;
  let port = 0;

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const refusal = refusalOf(request, port, ['/', EVENTS]);
    if (refusal) plain(response, refusal.status, refusal.text, refusal.headers);
    else if (request.url === EVENTS) listen(request, response);
    else if (page) send(response, 200, 'text/html; charset=utf-8', page.html);
    else plain(response, 503, 'the first report is not ready yet', { 'retry-after': '1' });
  };
  const listen = (request: IncomingMessage, response: ServerResponse): void => {
    response.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream' });
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    response.on('close', () => listeners.delete(response));
    listeners.add(response);
    // After a restart, a page asks again soon.
    response.write(`retry: 500\n\n${page ? event(page) : ''}`);
  };

  const opened = await listenOnLoopback(() => createServer(answer), wanted);
  port = opened.port;
  return {
    url: `http://127.0.0.1:${port}/`,
    show: (next) => {
      page = next;
      for (const listener of listeners) listener.write(event(next));
    },
    stop: () => {
      for (const server of opened.servers) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}

function event({ stamp }: ServedPage): string {
  return `data: ${stamp}\n\n`;
}

function plain(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  send(response, status, 'text/plain; charset=utf-8', `${text}\n`, headers);
}

/** Node leaves the body out of an answer to HEAD. */
function send(
  response: ServerResponse,
  status: number,
  type: string,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const body = Buffer.from(text);
  response.writeHead(status, { ...HEADERS, ...headers, 'content-type': type, 'content-length': body.length });
  response.end(body);
}
