import type { PlotRuntime } from '../components/plot-runtime.ts';
import { createZoneStore } from '../components/zone-store.ts';
import { showPlot } from './plots/show.ts';

/** Draws the plots of a page whose times are printed in a zone. */
export function createPlotRuntime(printed: string): PlotRuntime {
  const reader = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return { show: showPlot, zones: createZoneStore(printed, reader) };
}
