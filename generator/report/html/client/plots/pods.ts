import { axisX, axisY, barX, gridX, plot, ruleX, text } from '@observablehq/plot';
import { plural } from '../../../scope.ts';
import type { PodsPlot } from '../../data/plot.ts';
import { COMMON, color } from './style.ts';

type Row = PodsPlot['types'][number];

/** How many pods a node of each type takes, in Karpenter's order. */
export function drawPods({ types }: PodsPlot, width: number): Element {
  return plot({
    ...COMMON,
    width,
    height: 44 + types.length * 18,
    marginLeft: 132,
    marginRight: 40,
    marginTop: 36,
    marginBottom: 4,
    x: { label: null, nice: true },
    y: { type: 'band', domain: types.map(({ name }) => name), padding: 0.2, label: null },
    marks: [
      gridX({ stroke: color('grid'), strokeOpacity: 1, ticks: 5 }),
      axisX({ anchor: 'top', label: 'pods on a node', ticks: 5, tickSize: 0 }),
      axisY({ tickSize: 0 }),
      barX(types, {
        x: 'pods',
        y: 'name',
        fill: color('after'),
        ariaLabel: ({ name, pods }: Row) => `${name}: ${plural(pods, 'pod')}`,
      }),
      text(types, { x: 'pods', y: 'name', text: 'pods', dx: 4, textAnchor: 'start' }),
      ruleX([0], { stroke: color('axis') }),
    ],
  });
}
