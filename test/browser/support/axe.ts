import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Page } from 'playwright-core';
import * as assert from 'uvu/assert';

declare global {
  interface Window {
    axe: typeof axe;
  }
}

const SOURCE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Fails with the rule and the elements of each violation that axe-core finds in the page as it is. */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(readFileSync(SOURCE, 'utf8'));
  const { violations } = await page.evaluate(() => window.axe.run(document));
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)}\n${failureSummary}`),
  );
  assert.equal(found, [], `${state}: ${found.join('\n')}`);
}
