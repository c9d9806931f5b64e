import type { ComponentChildren, JSX } from 'preact';
import { useContext, useEffect, useRef } from 'preact/hooks';
import type { PlotData } from '../data/plot.ts';
import { PlotRuntimeContext } from './plot-runtime.ts';

interface PlotFigureProps {
  /** The same object as long as the plot is the same. */
  plot: PlotData;
  /** What it shows, in a few words. */
  label: string;
  /** Its caption. */
  caption: ComponentChildren;
  legend?: ComponentChildren;
  /** Whether the plot is shown only on request, since it adds nothing to the caption. */
  isFolded?: boolean;
  /** A table with the same numbers. */
  children: ComponentChildren;
}

/** A plot with a caption and a table of its numbers; only the plot needs a script. */
export function PlotFigure(props: PlotFigureProps): JSX.Element {
  const { plot, label, caption, legend, isFolded = false, children } = props;
  const runtime = useContext(PlotRuntimeContext);
  const holder = useRef<HTMLDivElement>(null);
  useEffect(
    () => (runtime && holder.current ? runtime.show(holder.current, label, plot) : undefined),
    [runtime, label, plot],
  );
  const drawn = (
    <>
      {legend}
      <div class="plot" data-plot={plot.kind} ref={holder} />
    </>
  );
  return (
    <figure>
      <figcaption>{caption}</figcaption>
      {isFolded ? (
        <details>
          <summary>Plot: {label}</summary>
          {drawn}
        </details>
      ) : (
        drawn
      )}
      <details>
        <summary>Table: {label}</summary>
        {/* biome-ignore lint/a11y/useSemanticElements: a section would be a landmark, of which a page should have few */}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls what has the focus */}
        <div class="scroll" role="group" aria-label={`Table: ${label}`} tabIndex={0}>
          {children}
        </div>
      </details>
    </figure>
  );
}
