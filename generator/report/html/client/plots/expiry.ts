import { barX } from '@observablehq/plot';
import { timeIn } from '../../../plan/time-text.ts';
import { plural } from '../../../scope.ts';
import type { ExpiryPlot } from '../../data/plot.ts';
import { BAR, plotRolls, rowsOf } from './roll-plot.ts';
import { color } from './style.ts';

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
  return plotRolls({
    rolls,
    from,
    end,
    timeZone,
    width,
    title: ({ title }) => title,
    color: { type: 'ordinal', domain: ['after', 'expiry'], range: [color('after'), color('expiry')] },
    marks: [
      barX(bars, {
        x1: 'start',
        x2: 'end',
        y: 'row',
        ...BAR,
        fill: 'kind',
        stroke: 'kind',
        strokeWidth: 2,
        ariaLabel: 'text',
      }),
    ],
  });
}
