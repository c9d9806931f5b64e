import { barX, plot, ruleX, text } from '@observablehq/plot';
import { plural } from '../../../scope.ts';
import type { FunnelPlot } from '../../data/plot.ts';
import { COMMON, color, fitted } from './style.ts';

type Step = FunnelPlot['steps'][number];

const ROW = 40;

/** How many instance types are left after each step, each below what leaves out the others. */
export function drawFunnel({ steps }: FunnelPlot, width: number): Element {
  const rows = steps.map((step, row) => ({ ...step, row: String(row) }));
  return plot({
    ...COMMON,
    width,
    height: 8 + rows.length * ROW,
    marginLeft: 2,
    marginRight: 48,
    marginTop: 2,
    marginBottom: 6,
    x: { axis: null, domain: [0, Math.max(1, ...steps.map(({ left }) => left))] },
    y: { type: 'band', domain: rows.map(({ row }) => row), padding: 0, axis: null },
    marks: [
      barX(rows, {
        x: 'left',
        y: 'row',
        insetTop: 20,
        insetBottom: 4,
        fill: color('after'),
        ariaLabel: stepText,
      }),
      text(rows, {
        frameAnchor: 'left',
        y: 'row',
        dx: 4,
        dy: -ROW / 2 + 11,
        textAnchor: 'start',
        text: (step: Step) => fitted(step.removed > 0 ? `−${step.removed}  ${step.text}` : step.text, width),
      }),
      text(rows, { x: 'left', y: 'row', dx: 5, dy: 8, textAnchor: 'start', text: 'left', fontWeight: 600 }),
      ruleX([0], { stroke: color('axis') }),
    ],
  });
}

function stepText({ text: step, removed, left }: Step): string {
  return removed > 0
    ? `${step}: removes ${removed}, ${plural(left, 'type')} left`
    : `${step}: ${plural(left, 'type')}`;
}
