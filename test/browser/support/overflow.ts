import type { Page } from 'playwright-core';
import * as assert from 'uvu/assert';

/** Fails where the page is wider than its window, or an element leaves it other than in a container that scrolls. */
export async function expectNoOverflow(page: Page, state: string): Promise<void> {
  const wide = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const scrolls = (element: Element): boolean =>
      ['auto', 'scroll'].includes(getComputedStyle(element).overflowX);
    const isInScroller = (element: Element): boolean => {
      for (let above = element.parentElement; above && above !== document.body; above = above.parentElement)
        if (scrolls(above)) return above.getBoundingClientRect().right <= width + 1;
      return false;
    };
    const leaving = [...document.body.querySelectorAll('*')].filter((element) => {
      const { right, width: own, height } = element.getBoundingClientRect();
      // A clipped box of a pixel is text for screen readers.
      return own > 1 && height > 1 && right > width + 1 && !isInScroller(element);
    });
    const page = document.documentElement.scrollWidth;
    return [
      ...(page > width ? [`the page is ${page} px wide in a window of ${width}`] : []),
      ...leaving.map((element) => (element.cloneNode(false) as Element).outerHTML),
    ];
  });
  assert.equal(wide, [], `${state}: ${wide.join('\n')}`);
}
