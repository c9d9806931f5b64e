import { axisX, barX, plot, ruleX, text } from '@observablehq/plot';
import { timeIn } from '../../../plan/time-text.ts';
import { plural } from '../../../scope.ts';
import type { ExpiryPlot } from '../../data/plot.ts';
import { ROW, rowsOf } from './roll-rows.ts';
import { COMMON, color, fitted } from './style.ts';
import { tickLabels, timeTicks } from './time-axis.ts';

/** When the nodes of rolls are replaced, and when those that replaced them expire together. */
export function drawExpiry({ from, rolls, timeZone }: ExpiryPlot, width: number): Element {
  const time = timeIn(timeZone);
  const rows = rowsOf(rolls);
  const bars = rolls.flatMap(({ title, waves, nodes, expiry }, i) => {
    const row = rows[i] ?? '';
    const [first, last] = [waves[0], waves.at(-1)];
    return [
      ...(first && last
        ? [
            {
              row,
              kind: 'after',
              start: first.start,
              end: last.end,
              text: `${title}: replaced ${time(first.start)} to ${time(last.end)} at the earliest`,
            },
          ]
        : []),
      ...(expiry
        ? [
            {
              row,
              kind: 'expiry',
              ...expiry,
              text: `${title}: ${plural(nodes, 'node')} expire ${time(expiry.start)} to ${time(expiry.end)}, whatever the budgets say`,
            },
          ]
        : []),
    ];
  });
  const last = Math.max(from + 3_600_000, ...bars.map(({ end }) => end));
  const end = last + (last - from) / 20;
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
    color: { type: 'ordinal', domain: ['after', 'expiry'], range: [color('after'), color('expiry')] },
    marks: [
      axisX(ticks, { tickFormat: (_tick: number, i: number) => labels[i] ?? '', label: null }),
      ruleX(ticks, { stroke: color('grid') }),
      barX(bars, {
        x1: 'start',
        x2: 'end',
        y: 'row',
        insetTop: 22,
        insetBottom: 8,
        fill: 'kind',
        stroke: 'kind',
        strokeWidth: 2,
        ariaLabel: 'text',
      }),
      text(rolls, {
        frameAnchor: 'left',
        y: (_roll: unknown, i: number) => rows[i],
        dx: 4,
        dy: -ROW / 2 + 12,
        text: ({ title }: { title: string }) => fitted(title, width - 60),
        fontWeight: 600,
        textAnchor: 'start',
      }),
    ],
  });
}
