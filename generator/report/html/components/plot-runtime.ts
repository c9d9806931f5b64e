import { createContext } from 'preact';
import type { PlotData } from '../data/plot.ts';
import type { ZoneStore } from './zone-store.ts';

/** What draws plots and knows the reader's time zone: only a browser has it. */
export interface PlotRuntime {
  /**
   * Draws a plot in an element once that comes into view, and before the page is printed; at once if it replaces another plot.
   * @param label what the plot shows, for screen readers
   * @returns what ends that; the plot stays
   */
  show(holder: HTMLElement, label: string, plot: PlotData): () => void;
  zones: ZoneStore;
}

/** Undefined where the page is written as text. */
export const PlotRuntimeContext = createContext<PlotRuntime | undefined>(undefined);
