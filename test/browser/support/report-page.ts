import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import * as assert from 'uvu/assert';

/** A page with a report, and a record of what such a page must not do. */
export interface ReportPage {
  page: Page;
  /** What the page did that it must not do. */
  noise: readonly string[];
  /** Fails where something but the page was requested or logged, a script failed, or a dialog or window opened. */
  expectQuiet(): void;
  close(): Promise<void>;
}

/**
 * Opens the page of a URL in a context of its own.
 * @param isAllowed whether the page may request another URL, too
 */
export async function openReport(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
  isAllowed: (requested: string) => boolean = () => false,
): Promise<ReportPage> {
  const context = await browser.newContext({ timezoneId: 'Europe/Berlin', locale: 'en-GB', ...options });
  // tsx names functions by a helper, which those that run in a page refer to.
  await context.addInitScript('globalThis.__name = (named) => named');
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
      console.error(`violates ${violatedDirective}: ${blockedURI} ${sample}`),
    );
  });
  const page = await context.newPage();
  const noise: string[] = [];
  context.on('request', (request) => {
    if (!isOwn(request.url(), url) && !isAllowed(request.url()))
      noise.push(`request: ${request.method()} ${request.url()}`);
  });
  context.on('page', (other) => {
    if (other !== page) noise.push(`window: ${other.url()}`);
  });
  context.on('console', (message) => noise.push(`console.${message.type()}: ${message.text()}`));
  page.on('websocket', (socket) => noise.push(`socket: ${socket.url()}`));
  page.on('pageerror', (error) => noise.push(`error: ${error.stack ?? error.message}`));
  page.on('crash', () => noise.push('crash'));
  page.on('dialog', (dialog) => {
    noise.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(url);
  // Its scripts have started what is interactive; a page that is not a report has none.
  if (options.javaScriptEnabled !== false && (await page.locator('#report-data').count()) > 0)
    await page.locator('html.ready').waitFor();
  return {
    page,
    noise,
    expectQuiet: () => assert.equal(noise, []),
    close: () => context.close(),
  };
}

/** The page itself, wherever in it. */
function isOwn(requested: string, url: string): boolean {
  return requested.split('#')[0] === url.split('#')[0];
}
