import { type IncomingMessage, request } from 'node:http';
import { connect, createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { PortError } from '../../../../generator/cli/live/port-error.ts';
import { type ReportServer, serveReport } from '../../../../generator/cli/live/server.ts';

const test = suite('the server of a report');
const PAGE = { html: '<!doctype html><p>café</p>', stamp: 'one' };

interface Answer {
  status: number | undefined;
  headers: IncomingMessage['headers'];
  body: string;
}

async function withServer(work: (server: ReportServer, port: number) => Promise<void>): Promise<void> {
  const server = await serveReport(undefined);
  try {
    await work(server, Number(new URL(server.url).port));
  } finally {
    server.stop();
  }
}

function ask(port: number, path: string, options: { method?: string; host?: string; address?: string } = {}) {
  const { method = 'GET', host = `127.0.0.1:${port}`, address = '127.0.0.1' } = options;
  return new Promise<Answer>((resolve, reject) => {
    const sent = request({ host: address, port, path, method, headers: { host } }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body }));
    });
    sent.on('error', reject).end();
  });
}

/** Sends bytes and gives what came back once the server ends the connection. */
function sendRaw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let back = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.setEncoding('utf8').on('data', (part: string) => {
      back += part;
    });
    socket.on('error', reject).on('close', () => resolve(back));
  });
}

/** Listens for events; `heard` grows. */
function listen(port: number): { heard(): string; ended: Promise<void> } {
  let heard = '';
  const ended = new Promise<void>((resolve) => {
    request({ host: '127.0.0.1', port, path: '/events' }, (response) => {
      assert.is(response.headers['content-type'], 'text/event-stream');
      response.setEncoding('utf8').on('data', (text: string) => {
        heard += text;
      });
      response.on('close', resolve).on('error', () => resolve());
    }).end();
  });
  return { heard: () => heard, ended };
}

async function until(isTrue: () => boolean): Promise<void> {
  for (let i = 0; i < 500 && !isTrue(); i++) await delay(10);
  assert.ok(isTrue(), isTrue.toString());
}

test('serves the report, and before the first one says so', async () => {
  await withServer(async (server, port) => {
    const early = await ask(port, '/');
    assert.is(early.status, 503);
    assert.is(early.headers['retry-after'], '1');
    server.show(PAGE);
    const { status, headers, body } = await ask(port, '/');
    assert.is(status, 200);
    assert.is(body, PAGE.html);
    assert.is(headers['content-type'], 'text/html; charset=utf-8');
    assert.is(headers['content-length'], String(Buffer.byteLength(PAGE.html)));
    assert.is(headers['cache-control'], 'no-store');
    assert.is(headers['content-security-policy'], "frame-ancestors 'none'");
    assert.is(headers['cross-origin-resource-policy'], 'same-origin');
    assert.is(headers['x-content-type-options'], 'nosniff');
    assert.is(headers['access-control-allow-origin'], undefined);
    assert.is((await ask(port, '/', { method: 'HEAD' })).body, '');
  });
});

test('answers only to names of this machine', async () => {
  await withServer(async (server, port) => {
    server.show(PAGE);
    for (const name of ['127.0.0.1', 'localhost', 'LOCALHOST', '[::1]'])
      assert.is((await ask(port, '/', { host: `${name}:${port}` })).status, 200, name);
    const foreign = ['evil.example', `evil.example:${port}`, `127.0.0.1.evil.example:${port}`, '127.0.0.1'];
    for (const host of [...foreign, `localhost:${port + 1}`, `localhost.:${port}`, `x@localhost:${port}`]) {
      for (const path of ['/', '/events']) {
        const { status, body } = await ask(port, path, { host });
        assert.is(status, 421, host);
        assert.not.match(body, 'café');
      }
    }
    const two = `GET / HTTP/1.1\r\nHost: localhost:${port}\r\nHost: evil.example\r\nConnection: close\r\n\r\n`;
    assert.match(await sendRaw(port, two), /^HTTP\/1\.1 4\d\d /);
    for (const host of ['', 'Host:\r\n', 'Host: \r\n']) {
      const none = await sendRaw(port, `GET / HTTP/1.0\r\n${host}Connection: close\r\n\r\n`);
      assert.match(none, /^HTTP\/1\.1 421 /, JSON.stringify(host));
    }
  });
});

test('takes no other method and has no other path', async () => {
  await withServer(async (server, port) => {
    server.show(PAGE);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE']) {
      const { status, headers } = await ask(port, '/', { method });
      assert.is(status, 405, method);
      assert.is(headers.allow, 'GET, HEAD');
    }
    for (const path of [
      '/fleet.yaml',
      '/../fleet.yaml',
      '/%2e%2e/fleet.yaml',
      '//',
      '/?x',
      '/events/',
      'http://evil.example/',
    ])
      assert.is((await ask(port, path)).status, 404, path);
    const connecting = `CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`;
    assert.is(await sendRaw(port, connecting), '', 'no tunnel is opened');
  });
});

test('sends the stamp of each page to those who listen', async () => {
  await withServer(async (server, port) => {
    const early = listen(port);
    await until(() => early.heard() === 'retry: 500\n\n');
    server.show(PAGE);
    await until(() => early.heard() === 'retry: 500\n\ndata: one\n\n');
    const late = listen(port);
    await until(() => late.heard() === 'retry: 500\n\ndata: one\n\n');
    server.show({ ...PAGE, stamp: 'two' });
    for (const one of [early, late]) await until(() => one.heard().endsWith('data: one\n\ndata: two\n\n'));
    server.stop();
    await Promise.all([early.ended, late.ended]);
  });
});

test('stops at once, and frees the port', async () => {
  const server = await serveReport(undefined);
  const port = Number(new URL(server.url).port);
  const listener = listen(port);
  await until(() => listener.heard() !== '');
  server.stop();
  await listener.ended;
  const again = await serveReport(port);
  assert.is(again.url, `http://127.0.0.1:${port}/`);
  again.stop();
});

test('reports a port that is in use, at either address', async () => {
  for (const host of addresses()) {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen({ port: 0, host, ipv6Only: true }, resolve));
    const { port } = other.address() as { port: number };
    try {
      const server = await serveReport(port);
      server.stop();
      assert.unreachable(host);
    } catch (error) {
      assert.instance(error, PortError);
      assert.is(
        (error as PortError).message,
        `cannot serve the report on port ${port} of ${host}: another program uses it`,
      );
    } finally {
      other.close();
    }
  }
});

test('listens on the loopback addresses only', async () => {
  await withServer(async (server, port) => {
    server.show(PAGE);
    if (addresses().includes('::1')) {
      const { status } = await ask(port, '/', { address: '::1', host: `[::1]:${port}` });
      assert.is(status, 200);
    }
    const outer = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
    for (const { address, scopeid } of outer.filter(({ internal }) => !internal)) {
      const host = scopeid ? `${address}%${scopeid}` : address;
      const code = await new Promise((resolve) => {
        const socket = connect({ port, host }, () => resolve('connected'));
        socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
      });
      assert.is.not(code, 'connected', host);
    }
  });
});

/** The loopback addresses that this system has. */
function addresses(): string[] {
  const own = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
  return ['127.0.0.1', ...(own.some(({ address }) => address === '::1') ? ['::1'] : [])];
}

test.run();
