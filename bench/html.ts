// The page of a report: its size, the time of the whole process that writes it, and when Chromium shows it: npm run bench -- html
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { openChromium } from '../test/browser/support/chromium.ts';
import { fleetOf } from './fleet.ts';
import { measure, median, NODE, program, row } from './measure.ts';

const cli = fileURLToPath(new URL('../dist/cli.cjs', import.meta.url));

/** The repository's own fleet with so many clusters, in a repository whose work tree has another template for every pool. */
function rolling(clusters: number): string {
  const root = mkdtempSync(join(tmpdir(), 'poolwright-bench-'));
  const git = (...args: string[]) => program('git', args, { cwd: root });
  const before = fleetOf(clusters);
  git('init', '--quiet', '--template=');
  writeFileSync(join(root, 'fleet.yaml'), before);
  program(NODE, [cli, 'generate'], { cwd: root });
  git('add', '.');
  git('-c', 'user.name=Bench', '-c', 'user.email=bench@example.com', 'commit', '--quiet', '-m', 'start');
  writeFileSync(join(root, 'fleet.yaml'), before.replaceAll(/^( +)expireAfter: .*$/gm, '$1expireAfter: 99h'));
  program(NODE, [cli, 'generate'], { cwd: root });
  return root;
}

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

const browser = await openChromium();
try {
  for (const clusters of [4, 1000]) {
    const root = rolling(clusters);
    const file = join(root, 'report.html');
    const name = `poolwright report, ${clusters} clusters`;
    const measured = measure({ [name]: () => program(NODE, [cli, 'report'], { cwd: root }) }, 3);
    for (const [command, times] of Object.entries(measured)) console.log(row(command, times));
    const times: { paint: number; ready: number }[] = [];
    for (let round = 0; round < 5; round++) times.push(await timesOf(browser, `file://${file}`));
    const ofAll = (part: 'paint' | 'ready'): string => median(times.map((one) => one[part])).toFixed(0);
    console.log(
      `${(statSync(file).size / 1e6).toFixed(2)} MB, first paint after ${ofAll('paint')} ms, ready after ${ofAll('ready')} ms\n`,
    );
    rmSync(root, { recursive: true, force: true });
  }
} finally {
  await browser.close();
}
