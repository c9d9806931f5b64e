import type { Browser, BrowserContextOptions } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createSandbox } from '../support/sandbox.ts';
import { expectAccessible } from './support/axe.ts';
import { findChromium, openChromium } from './support/chromium.ts';
import { expectNoOverflow } from './support/overflow.ts';
import { openReport, type ReportPage } from './support/report-page.ts';

// What the other suites rely on: each check fails for the page that it is there for.
const test = suite('the checks of pages');
const sandbox = createSandbox();
let browser: Browser;

test.before(async () => {
  browser = await openChromium();
});
test.after(async () => {
  await browser.close();
  sandbox.remove();
});

async function withPage(
  body: string,
  work: (opened: ReportPage) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> {
  sandbox.write('page.html', `<!doctype html><html lang="en"><title>Page</title>${body}`);
  const opened = await openReport(browser, `file://${sandbox.root}/page.html`, options);
  try {
    await work(opened);
  } finally {
    await opened.close();
  }
}

const QUIET = '<main><h1>Nodes</h1><p>Two pools</p></main>';

test('a quiet page passes', async () => {
  await withPage(QUIET, async ({ page, expectQuiet }) => {
    expectQuiet();
    await expectAccessible(page, 'quiet');
    await expectNoOverflow(page, 'quiet');
  });
});

const POLICY = '<meta http-equiv="Content-Security-Policy" content="script-src \'none\'">';
const LOUD: [what: string, body: string, expected: string][] = [
  ['an image', '<img src="https://example.com/a.png">', 'request: GET https://example.com/a.png'],
  ['another file', '<script src="other.js"></script>', 'request: GET file://'],
  [
    'a request',
    '<script>fetch("http://127.0.0.1:9/x").catch(() => 0)</script>',
    'request: GET http://127.0.0.1:9/x',
  ],
  ['a socket', '<script>new WebSocket("ws://127.0.0.1:9/x")</script>', 'socket: ws://127.0.0.1:9/x'],
  ['a dialog', '<script>alert(1)</script>', 'dialog: 1'],
  ['a window', '<a href="about:blank#1" target="_blank">more</a>', 'window: about:blank#1'],
  ['an error', '<script>null.x</script>', 'error: TypeError'],
  ['a log', '<script>console.log("here")</script>', 'console.log: here'],
  ['a violation', `${POLICY}<script>1</script>`, 'console.error: violates script-src-elem: inline'],
];

for (const [what, body, expected] of LOUD)
  test(`${what} is noticed`, async () => {
    await withPage(body, async ({ page, noise }) => {
      for (const link of await page.locator('a').all()) await link.click();
      const isNoticed = (): boolean => noise.some((line) => line.startsWith(expected));
      for (let i = 0; i < 100 && !isNoticed(); i++) await page.waitForTimeout(100);
      assert.ok(isNoticed(), noise.join('\n'));
    });
  });

test('text that cannot be read is a violation', async () => {
  await withPage('<h1 style="color: #eee; background: #fff">Nodes</h1>', async ({ page }) => {
    await expectAccessible(page, 'pale').then(
      () => assert.unreachable(),
      (error: Error) => assert.match(error.message, 'color-contrast'),
    );
  });
});

test('what leaves the window is noticed, unless it scrolls in a box of its own', async () => {
  const wide = '<table style="width: 600px"><tr><td>wide</td></tr></table>';
  const viewport = { width: 320, height: 640 };
  await withPage(
    `<div style="overflow-x: auto" tabindex="0">${wide}</div>`,
    ({ page }) => expectNoOverflow(page, 'boxed'),
    { viewport },
  );
  await withPage(
    wide,
    ({ page }) =>
      expectNoOverflow(page, 'free').then(
        () => assert.unreachable(),
        (error: Error) => assert.match(error.message, '<table style="width: 600px"></table>'),
      ),
    { viewport },
  );
});

test('Chromium is found, or a message says how to get it', () => {
  const own = findChromium(process.env);
  assert.is(findChromium({ CHROMIUM: own }), own);
  assert.throws(
    () => findChromium({ PATH: sandbox.root }),
    /^Chromium was not found\. Install it .*CHROMIUM$/,
  );
  assert.throws(
    () => findChromium({ CHROMIUM: '/no/chromium' }),
    'CHROMIUM names /no/chromium, which is not',
  );
});

test.run();
