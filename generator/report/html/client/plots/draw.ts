import type { PlotData } from '../../data/plot.ts';
import { drawCalendar } from './calendar.ts';
import { drawCosts } from './costs.ts';
import { drawExpiry } from './expiry.ts';
import { drawFunnel } from './funnel.ts';
import { drawPods } from './pods.ts';
import { drawTimeline } from './timeline.ts';
import { drawTypes } from './types.ts';

/** Draws a plot, as wide as given in pixels. Each of its marks that has a value says it in `aria-label`. */
export function draw(plot: PlotData, width: number): SVGElement {
  const drawn = drawKind(plot, width);
  // Plot's own style element, which the page's policy forbids; styles/plots.css has what it says.
  for (const style of drawn.querySelectorAll('style')) style.remove();
  return drawn as SVGElement;
}

function drawKind(plot: PlotData, width: number): Element {
  switch (plot.kind) {
    case 'calendar':
      return drawCalendar(plot, width);
    case 'timeline':
      return drawTimeline(plot, width);
    case 'expiry':
      return drawExpiry(plot, width);
    case 'types':
      return drawTypes(plot, width);
    case 'pods':
      return drawPods(plot, width);
    case 'funnel':
      return drawFunnel(plot, width);
    case 'costs':
      return drawCosts(plot, width);
  }
}
