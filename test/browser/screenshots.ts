// npm run docs:screenshots: draws the pictures of docs/images/ again, from a report of the repository's own fleet with the change of the demo. They are of
// one state and time, and so the same with the same Chromium and fonts.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { isolatedEnvironment } from '../support/environment.ts';
import { PROJECT } from '../support/run.ts';
import { openChromium } from './support/chromium.ts';
import { demoRepository, writeReport } from './support/demo.ts';
import { openReport } from './support/report-page.ts';

/** The most that a picture may take, in bytes. */
const MOST = 150_000;

interface Picture {
  /** The ids of the parts of the page that it shows. */
  parts: readonly string[];
  colorScheme: 'light' | 'dark';
  /** Done before it is taken. */
  prepare?(page: Page): Promise<void>;
}

const PICTURES: Readonly<Record<string, Picture>> = {
  'report-plan': {
    parts: ['summary', 'matrix'],
    colorScheme: 'light',
    prepare: (page) => page.locator('#matrix button[aria-expanded]').first().click(),
  },
  'report-timeline': { parts: ['timeline'], colorScheme: 'dark' },
  'report-calendar': {
    parts: ['calendar'],
    colorScheme: 'light',
  },
  'report-costs': { parts: ['costs'], colorScheme: 'light' },
  'report-types': { parts: ['instances'], colorScheme: 'dark' },
};

const folder = join(PROJECT, 'docs/images');
mkdirSync(folder, { recursive: true });
const scratch = mkdtempSync(join(tmpdir(), 'poolwright-screenshots-'));
const dates = { GIT_AUTHOR_DATE: '2026-11-30T11:00:00Z', GIT_COMMITTER_DATE: '2026-11-30T11:00:00Z' };
Object.assign(process.env, isolatedEnvironment(scratch), dates);
const repository = demoRepository();
const browser = await openChromium();
try {
  const url = writeReport(repository);
  for (const [name, picture] of Object.entries(PICTURES)) {
    const bytes = await take(browser, url, picture);
    if (bytes.length > MOST) throw new Error(`${name} has ${bytes.length} bytes, more than ${MOST}`);
    writeFileSync(join(folder, `${name}.webp`), bytes);
    console.log(`docs/images/${name}.webp: ${Math.round(bytes.length / 1000)} kB`);
  }
} finally {
  await browser.close();
  repository.remove();
  rmSync(scratch, { recursive: true });
}

/** Takes a picture of parts of the page, from the top of the first to the end of the last. */
async function take(
  browser: Browser,
  url: string,
  { parts, colorScheme, prepare }: Picture,
): Promise<Buffer> {
  const { page, expectQuiet, close } = await openReport(browser, url, {
    viewport: { width: 1100, height: 800 },
    colorScheme,
    reducedMotion: 'reduce',
    timezoneId: 'UTC',
  });
  try {
    await prepare?.(page);
    for (const part of parts) await page.locator(`#${part}`).scrollIntoViewIfNeeded();
    const boxes = await Promise.all(parts.map((part) => page.locator(`#${part}`).boundingBox()));
    const scroll = await page.evaluate<number>('scrollY');
    const tops = boxes.map((box) => (box?.y ?? 0) + scroll);
    const ends = boxes.map((box) => (box?.y ?? 0) + (box?.height ?? 0) + scroll);
    const y = Math.min(...tops);
    const clip = { x: 0, y, width: 1100, height: Math.max(...ends) - y, scale: 1 };
    const session = await page.context().newCDPSession(page);
    const { data } = await session.send('Page.captureScreenshot', {
      format: 'webp',
      quality: 80,
      clip,
      captureBeyondViewport: true,
    });
    expectQuiet();
    return Buffer.from(data, 'base64');
  } finally {
    await close();
  }
}
