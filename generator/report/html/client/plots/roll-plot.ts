import { axisX, type Markish, type PlotOptions, plot, ruleX, text } from '@observablehq/plot';
import type { TitledRoll } from '../../data/plot.ts';
import { COMMON, color, fitted } from './style.ts';
import { tickLabels, timeTicks } from './time-axis.ts';

/** How high a row is, in pixels: its title, and its bar below that. */
const ROW = 48;

/** Where a bar is in its row, from the top. */
export const BAR = { insetTop: 22, insetBottom: 8 };

/** The rows of rolls, which have numbers since titles may be alike. */
export function rowsOf(rolls: readonly TitledRoll[]): string[] {
  return rolls.map((_roll, row) => String(row));
}

export interface RollPlot {
  rolls: readonly TitledRoll[];
  /** The times at both edges. */
  from: number;
  end: number;
  timeZone: string;
  /** In pixels. */
  width: number;
  /** The title above a roll's bars. */
  title(roll: TitledRoll): string;
  /** In rows by `rowsOf`. */
  marks: readonly Markish[];
  color?: PlotOptions['color'];
}

/** Rolls over time, a row each. */
export function plotRolls({
  rolls,
  from,
  end,
  timeZone,
  width,
  title,
  marks,
  color: scale,
}: RollPlot): Element {
  const rows = rowsOf(rolls);
  const ticks = timeTicks(from, end, Math.floor(width / 70), timeZone);
  const labels = tickLabels(ticks, timeZone);
  return plot({
    ...COMMON,
    width,
    height: 36 + rows.length * ROW,
    marginLeft: 16,
    marginRight: 24,
    marginTop: 4,
    marginBottom: 32,
    x: { type: 'utc', domain: [from, end] },
    y: { type: 'band', domain: rows, padding: 0, axis: null },
    ...(scale ? { color: scale } : {}),
    marks: [
      axisX(ticks, { tickFormat: (_tick: number, i: number) => labels[i] ?? '', label: null }),
      ruleX(ticks, { stroke: color('grid') }),
      ...marks,
      text(rolls, {
        frameAnchor: 'left',
        y: (_roll: TitledRoll, i: number) => rows[i],
        dx: 4,
        dy: -ROW / 2 + 12,
        text: (roll: TitledRoll) => fitted(title(roll), width - 60),
        fontWeight: 600,
        textAnchor: 'start',
      }),
    ],
  });
}
