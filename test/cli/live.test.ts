import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { change, FLEET } from '../support/fleets.ts';
import { expectStatus, expectText } from '../support/run.ts';
import { type Running, start } from '../support/running.ts';
import { listing, withSandbox } from '../support/sandbox.ts';

const test = suite('the live report');

/** Runs the command in the background, and ends it as Ctrl-C does. */
async function whileRunning(running: Running, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } finally {
    running.child.kill('SIGINT');
  }
  assert.is(await running.ended, 130);
}

function stampOf(page: string): string {
  return /<meta name="poolwright-stamp" content="([^"]+)">/.exec(page)?.[1] ?? '';
}

/** The findings that a page embeds, by code. */
function codesIn(page: string): string[] {
  const data = /id="report-data">(.*?)<\/script>/s.exec(page)?.[1] ?? '';
  return (JSON.parse(data) as { diagnostics: { code: string }[] }).diagnostics.map(({ code }) => code);
}

test('--report writes the page with every save, also where the fleet has errors', async () => {
  await withSandbox({ 'fleet.yaml': FLEET }, async (sandbox) => {
    const watcher = start(sandbox.root, 'generate', '--watch', '--report', 'report.html');
    const stamps: string[] = [];
    const next = async (times: number): Promise<string> => {
      await watcher.says('report: report.html\n', times);
      await watcher.says('watching for changes', times);
      const page = sandbox.read('report.html');
      stamps.push(stampOf(page));
      return page;
    };
    await whileRunning(watcher, async () => {
      const first = await next(1);
      assert.match(first, 'frame-src file:;');
      assert.not.match(first, 'connect-src');
      assert.equal(codesIn(first), ['base-unreadable'], 'outside of a git repository there is no plan');
      sandbox.write('fleet.yaml', change(FLEET, 'limits', 'limit'));
      assert.ok(codesIn(await next(2)).includes('unknown-field'), 'a misspelt field');
      sandbox.write('fleet.yaml', 'a: [');
      assert.equal(codesIn(await next(3)), ['yaml-syntax']);
      sandbox.write('fleet.yaml', FLEET);
      assert.equal(codesIn(await next(4)), codesIn(first));
    });
    assert.is(new Set(stamps).size, 4, 'each page has a stamp of its own');
    assert.not.ok(stamps.includes(''));
    const reports = listing(sandbox.root).filter((path) => /^\.?report/.test(path));
    assert.equal(reports, ['report.html']);
  });
});

test('--serve serves the page and tells open ones of the next', async () => {
  await withSandbox({ 'fleet.yaml': FLEET }, async (sandbox) => {
    const watcher = start(sandbox.root, 'generate', '--watch', '--serve', '--report', 'page.html');
    let url = '';
    await whileRunning(watcher, async () => {
      await watcher.says('and page.html', 1);
      url = /report: (http:\/\/127\.0\.0\.1:\d+\/) and page\.html\n/.exec(watcher.said())?.[1] ?? '';
      const first = await (await fetch(url)).text();
      assert.match(first, "connect-src 'self';");
      assert.not.match(first, 'frame-src');
      assert.is(stampOf(sandbox.read('page.html')), stampOf(first), 'both are of one state');
      const events = await fetch(`${url}events`);
      sandbox.write('fleet.yaml', change(FLEET, 'limits', 'limit'));
      await watcher.says('and page.html', 2);
      const second = await (await fetch(url)).text();
      assert.ok(codesIn(second).includes('unknown-field'));
      let heard = '';
      for await (const chunk of events.body ?? []) {
        heard += Buffer.from(chunk).toString();
        if (heard.includes(stampOf(second))) break;
      }
      assert.is(heard, `retry: 500\n\ndata: ${stampOf(first)}\n\ndata: ${stampOf(second)}\n\n`);
    });
    await fetch(url).then(
      () => assert.unreachable('the server stopped with the command'),
      () => undefined,
    );
  });
});

test('a port in use is an error before anything is generated', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as { port: number };
  try {
    withSandbox({ 'fleet.yaml': FLEET }, (sandbox) => {
      const result = sandbox.spawn('generate', '--watch', '--serve', String(port));
      expectStatus(result, 3);
      expectText(result.stderr, [
        `error[command-failed]: cannot serve the report on port ${port} of 127.0.0.1: another program uses it`,
        'help: Choose another one with --serve PORT, or leave PORT out for a free one',
      ]);
      assert.equal(listing(sandbox.root), ['fleet.yaml']);
    });
  } finally {
    other.close();
  }
});

test('wrong uses of --report and --serve say what to write', () => {
  withSandbox({ 'fleet.yaml': FLEET }, (sandbox) => {
    const wrong: [args: string[], status: number, texts: string[]][] = [
      [['--serve'], 2, ['--serve needs --watch', 'poolwright report -o FILE']],
      [['--report', 'a.html'], 2, ['--report needs --watch']],
      [['--watch', '--report', ''], 2, ['--report has no file name']],
      [['--watch', '--report', 'no/a.html'], 3, ['no such folder: no']],
      ...['0', '65536', '-1', '80a', '1e3', ' 80'].map((port): [string[], number, string[]] => [
        ['--watch', `--serve=${port}`],
        2,
        [`--serve takes a port from 1 to 65535, not ${port}`, 'help: Write --serve 8080'],
      ]),
    ];
    for (const [args, status, texts] of wrong) {
      const result = sandbox.poolwright('generate', ...args);
      expectStatus(result, status);
      expectText(result.stderr, texts);
    }
    assert.equal(listing(sandbox.root), ['fleet.yaml']);
  });
});

test('a page without a watch loads nothing again', () => {
  withSandbox({ 'fleet.yaml': FLEET }, (sandbox) => {
    sandbox.poolwright('report', '-o', 'report.html');
    const page = readFileSync(`${sandbox.root}/report.html`, 'utf8');
    for (const part of ['poolwright-stamp', 'frame-src', 'connect-src']) assert.not.match(page, part);
  });
});

test.run();
