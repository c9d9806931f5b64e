// The page of a report: its size, the time of the whole process that writes it, and when Chromium shows it: npm run bench -- html
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openChromium } from '../test/browser/support/chromium.ts';
import { fleetOf, rolling } from './support/fleet.ts';
import { CLI, measure, median, NODE, program, show } from './support/measure.ts';
import { withChange } from './support/repository.ts';

/** Milliseconds from the start of loading a page to its first text, and until its scripts have run. */
async function timesOf(browser: Browser, url: string): Promise<{ paint: number; ready: number }> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url);
  const times = await page.evaluate<{ paint: number; ready: number }>(`new Promise((resolve) => {
    new PerformanceObserver((list) => {
      const [first] = list.getEntriesByName('first-contentful-paint');
      const [{ domContentLoadedEventEnd: ready }] = performance.getEntriesByType('navigation');
      if (first) resolve({ paint: first.startTime, ready });
    }).observe({ type: 'paint', buffered: true });
  })`);
  await context.close();
  return times;
}

/** The report of a change that replaces all nodes. */
async function report(clusters: number, root: string): Promise<void> {
  const file = join(root, 'report.html');
  const name = `poolwright report, ${clusters} clusters`;
  show(measure({ [name]: () => program(NODE, [CLI, 'report'], { cwd: root }) }, 3));
  const times: { paint: number; ready: number }[] = [];
  for (let round = 0; round < 5; round++) times.push(await timesOf(browser, `file://${file}`));
  const ofAll = (part: 'paint' | 'ready'): string => median(times.map((one) => one[part])).toFixed(0);
  console.log(
    `${(statSync(file).size / 1e6).toFixed(2)} MB, first paint after ${ofAll('paint')} ms, ready after ${ofAll('ready')} ms\n`,
  );
}

const browser = await openChromium();
try {
  for (const clusters of [4, 1000]) {
    const fleet = fleetOf(clusters);
    await withChange(fleet, rolling(fleet), ({ root }) => report(clusters, root));
  }
} finally {
  await browser.close();
}
