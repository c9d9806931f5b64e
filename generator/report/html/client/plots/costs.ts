import { axisX, barX, gridX, plot, ruleX, text, tickX } from '@observablehq/plot';
import { dollarsText } from '../../../../instances/cost/text.ts';
import type { CostBar } from '../../data/cost-bars.ts';
import type { CostsPlot } from '../../data/plot.ts';
import { COMMON, color, fitted } from './style.ts';

const ROW = 22;
/** Room for half of the first label of the axis. */
const LEFT = 14;

/** What environments may cost an hour: a bar to the dearest filling of the limits, a tick at the cheapest, another at the budget. */
export function drawCosts({ bars, budgets }: CostsPlot, width: number): Element {
  const names = [...new Set(bars.map(({ environment }) => environment))];
  const titles = names.map((environment) => ({ environment, row: rowOf(environment, 'title') }));
  const rows = bars.map((bar) => ({ ...bar, row: rowOf(bar.environment, bar.side), text: barText(bar) }));
  const caps = budgets.flatMap(({ environment, dollars }) =>
    rows
      .filter((bar) => bar.environment === environment)
      .map(({ row }) => ({ row, dollars, text: `${environment}: a budget of ${dollarsText(dollars)}` })),
  );
  const order = names.flatMap((environment) => [
    rowOf(environment, 'title'),
    ...rows.filter((bar) => bar.environment === environment).map(({ row }) => row),
  ]);
  const isWide = width >= 560;
  return plot({
    ...COMMON,
    width,
    height: 48 + order.length * ROW,
    marginLeft: LEFT,
    marginRight: isWide ? 220 : 110,
    marginTop: 40,
    marginBottom: 8,
    x: {
      domain: [
        0,
        Math.max(0.01, ...rows.map(({ dearest }) => dearest), ...caps.map(({ dollars }) => dollars)),
      ],
      label: null,
    },
    y: { type: 'band', domain: order, axis: null, padding: 0.16 },
    color: { domain: ['before', 'after'], range: [color('before'), color('after')] },
    marks: [
      gridX({ stroke: color('grid'), strokeOpacity: 1, ticks: 5 }),
      axisX({
        anchor: 'top',
        label: 'dollars per hour, on demand',
        ticks: 5,
        tickSize: 0,
        tickFormat: (dollars: number) => `$${dollars.toLocaleString('en-US')}`,
      }),
      barX(rows, { x: 'dearest', y: 'row', fill: 'side', ariaLabel: 'text' }),
      tickX(rows, { x: 'cheapest', y: 'row', stroke: color('on-bar'), strokeWidth: 2 }),
      tickX(caps, { x: 'dollars', y: 'row', stroke: color('budget'), strokeWidth: 3, ariaLabel: 'text' }),
      ruleX([0], { stroke: color('axis') }),
      text(rows, {
        x: 'dearest',
        y: 'row',
        dx: 6,
        textAnchor: 'start',
        text: (bar: CostBar) => valueText(bar, isWide),
      }),
      text(titles, {
        frameAnchor: 'left',
        y: 'row',
        dx: 4,
        dy: 4,
        textAnchor: 'start',
        fontWeight: 600,
        text: ({ environment }: { environment: string }) => fitted(environment, width),
      }),
    ],
  });
}

function rowOf(environment: string, part: 'title' | CostBar['side']): string {
  return `${part} ${environment}`;
}

function barText({ environment, side, cheapest, dearest, hasCeiling, rest }: CostBar): string {
  const most = `at most ${dollarsText(dearest)}, filled with the cheapest types ${dollarsText(cheapest)}`;
  return `${environment} ${side}: ${[hasCeiling ? most : '', rest].filter(Boolean).join('; ')}`;
}

function valueText({ dearest, hasCeiling, rest }: CostBar, isWide: boolean): string {
  if (!hasCeiling) return rest;
  const full = dollarsText(dearest);
  const shown = isWide ? full : full.slice(0, full.indexOf(' '));
  return rest === '' ? shown : `${shown} and more`;
}
