import type { PlotData } from '../../data/plot.ts';
import { draw } from './draw.ts';
import { explore } from './explore.ts';

/** How wide plots are at most, in pixels: longer lines are hard to follow. */
const WIDEST = 960;

/**
 * Draws a plot in an element once that comes near the window, again where the element changes its width, and before the page is printed;
 * at once if it replaces another plot.
 * @returns what ends that; the plot stays
 */
export function showPlot(holder: HTMLElement, label: string, plot: PlotData): () => void {
  let width = 0;
  let stopExploring: (() => void) | undefined;
  const redraw = (): void => {
    const now = Math.min(WIDEST, Math.floor(holder.clientWidth));
    if (now <= 0 || now === width) return;
    width = now;
    stopExploring?.();
    const svg = draw(plot, width);
    svg.setAttribute('aria-hidden', 'true');
    holder.replaceChildren(svg);
    stopExploring = explore(holder, svg, label);
  };
  const resized = new ResizeObserver(redraw);
  const near = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      near.disconnect();
      resized.observe(holder);
      redraw();
    },
    { rootMargin: '300px' },
  );
  if (holder.hasChildNodes()) resized.observe(holder);
  else near.observe(holder);
  addEventListener('beforeprint', redraw);
  return () => {
    near.disconnect();
    resized.disconnect();
    removeEventListener('beforeprint', redraw);
    stopExploring?.();
  };
}
