import type { Browser, Page } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { change, FLEET } from '../support/fleets.ts';
import { Repository } from '../support/git.ts';
import { type Running, start } from '../support/running.ts';
import { openChromium } from './support/chromium.ts';
import { openReport } from './support/report-page.ts';

const test = suite('the live report in a browser');
let browser: Browser;

test.before(async () => {
  browser = await openChromium();
});
test.after(() => browser.close());

/** The fleet with twice the processors in its limits, which changes the pools of both environments. */
const CHANGED = change(FLEET, 'cpu: "100"', 'cpu: "200"');
const WRONG = change(FLEET, 'limits', 'limit');

async function withFleet(work: (repository: Repository) => Promise<void>): Promise<void> {
  const repository = new Repository();
  try {
    repository.write('fleet.yaml', FLEET);
    repository.generate();
    repository.git('add', '.');
    repository.git('commit', '--quiet', '-m', 'Start');
    await work(repository);
  } finally {
    repository.remove();
  }
}

async function interrupt({ child, ended }: Running): Promise<void> {
  child.kill('SIGINT');
  assert.is(await ended, 130);
}

/** Waits until the page shows the text, which it does only once it was loaded again. */
function shows(page: Page, text: string): Promise<void> {
  return page.getByText(text).first().waitFor({ state: 'visible', timeout: 30_000 });
}

/** Filters the rows, opens the first cell with a change, and scrolls to the end of the page. */
async function read(page: Page): Promise<number> {
  await page.getByRole('searchbox', { name: 'environment or cluster' }).fill('prod');
  await page.locator('[aria-expanded="false"]').first().click();
  // Plots are drawn when they come into view, and move what is below them.
  let [before, now] = [-1, await scrollToEnd(page)];
  while (now !== before) {
    await page.waitForTimeout(300);
    [before, now] = [now, await scrollToEnd(page)];
  }
  return now;
}

function scrollToEnd(page: Page): Promise<number> {
  return page.evaluate(() => {
    scrollTo(0, document.documentElement.scrollHeight);
    return scrollY;
  });
}

/** What is open in the page, how it is filtered, and how far it is scrolled. */
async function readingOf(page: Page): Promise<[open: number, name: string, scroll: number]> {
  return [
    await page.locator('[aria-expanded="true"]').count(),
    await page.getByRole('searchbox', { name: 'environment or cluster' }).inputValue(),
    await page.evaluate(() => scrollY),
  ];
}

/** A window in which the page does not fit. */
const SMALL = { viewport: { width: 900, height: 300 } };

test('the page of a file loads the next one, and stays open and scrolled as it was', async () => {
  await withFleet(async (repository) => {
    repository.write('fleet.yaml', CHANGED);
    const watcher = start(repository.folder, 'generate', '--watch', '--report', 'report.html');
    await watcher.says('watching for changes', 1);
    const url = `file://${repository.folder}/report.html`;
    const { page, expectQuiet, close } = await openReport(
      browser,
      url,
      SMALL,
      (requested) => requested === `${url}?stamp`,
    );
    try {
      const scroll = await read(page);
      assert.ok(scroll > 0, 'there is something to scroll');
      repository.write('fleet.yaml', change(CHANGED, 'name: web', 'name: web-2'));
      await shows(page, 'web-2');
      await page.waitForTimeout(500);
      assert.equal(await readingOf(page), [1, 'prod', scroll]);
      repository.write('fleet.yaml', change(CHANGED, 'limits', 'limit'));
      await shows(page, 'unknown-field');
      repository.write('fleet.yaml', CHANGED);
      await page.getByText('unknown-field').first().waitFor({ state: 'detached', timeout: 30_000 });
      // What a reader does after the last page is left alone.
      await page.locator('[aria-expanded="false"]').first().click();
      await page.waitForTimeout(3000);
      assert.is((await readingOf(page))[0], 1);
      expectQuiet();
    } finally {
      await close();
      await interrupt(watcher);
    }
  });
});

test('the page of the server loads the next one at once, also from a server that starts again', async () => {
  await withFleet(async (repository) => {
    repository.write('fleet.yaml', CHANGED);
    let watcher = start(repository.folder, 'generate', '--watch', '--serve');
    await watcher.says('watching for changes', 1);
    const url = /http:\S+/.exec(watcher.said())?.[0] ?? '';
    const { port } = new URL(url);
    const { page, noise, close } = await openReport(
      browser,
      url,
      SMALL,
      (requested) => requested === `${url}events`,
    );
    try {
      const scroll = await read(page);
      repository.write('fleet.yaml', change(CHANGED, 'name: web', 'name: web-2'));
      await shows(page, 'web-2');
      await page.waitForTimeout(500);
      assert.equal(await readingOf(page), [1, 'prod', scroll]);
      assert.equal(noise, []);
      await interrupt(watcher);
      repository.write('fleet.yaml', WRONG);
      watcher = start(repository.folder, 'generate', '--watch', '--serve', port);
      await shows(page, 'unknown-field');
      // Without a server, the browser says that it cannot connect.
      const others = noise.filter((line) => !line.includes('net::ERR_'));
      assert.equal(others, []);
    } finally {
      await close();
      await interrupt(watcher);
    }
  });
});

test('another website gets nothing from the server', async () => {
  await withFleet(async (repository) => {
    const watcher = start(repository.folder, 'generate', '--watch', '--serve');
    await watcher.says('watching for changes', 1);
    const url = /http:\S+/.exec(watcher.said())?.[0] ?? '';
    const { port } = new URL(url);
    const other = new Repository();
    other.write('page.html', '<!doctype html><title>Other</title>');
    const { page, close } = await openReport(browser, `file://${other.folder}/page.html`);
    try {
      const outcome = await page.evaluate(async (address) => {
        const fetched = await fetch(address).then(
          (response) => response.text(),
          () => 'refused',
        );
        const frame = document.createElement('iframe');
        frame.src = address;
        const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
        document.body.append(frame);
        await loaded;
        return fetched;
      }, url);
      assert.is(outcome, 'refused');
      const [, framed] = page.frames();
      for (let i = 0; i < 100 && !framed?.url(); i++) await page.waitForTimeout(100);
      assert.is(framed?.url(), 'chrome-error://chromewebdata/', 'the page is not shown in a frame');
      // A name that resolves to this machine, as in DNS rebinding.
      const rebound = await page.context().newPage();
      const response = await rebound.goto(`http://rebound.localhost:${port}/`);
      assert.is(response?.status(), 421);
      assert.not.match((await rebound.textContent('body')) ?? '', 'web');
    } finally {
      await close();
      other.remove();
      await interrupt(watcher);
    }
  });
});

test.run();
