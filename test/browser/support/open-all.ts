import type { Page } from 'playwright-core';

/** Opens all that is folded, cells of the matrix among it, and scrolls through the page, so that all of it is drawn. */
export async function openAll(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
  // A row shows the changes of one cell.
  for (const row of await page.locator('tr:has(> td > [aria-expanded])').all())
    await row.locator('[aria-expanded]').first().click();
  await page.evaluate(async () => {
    for (let top = 0; top < document.documentElement.scrollHeight; top += innerHeight) {
      scrollTo(0, top);
      await new Promise(requestAnimationFrame);
    }
    scrollTo(0, 0);
  });
}
