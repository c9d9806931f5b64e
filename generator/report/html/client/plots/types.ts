import { axisX, axisY, dot, gridX, gridY, plot } from '@observablehq/plot';
import type { PricedType, TypesPlot } from '../../data/plot.ts';
import { typeText } from '../../data/type-text.ts';
import { COMMON, color } from './style.ts';

const SYMBOLS = { amd64: 'circle', arm64: 'triangle' } as const;

/** Prices of instance types against their size, on logarithmic scales; what a pool can launch has a colour, and a shape by architecture. */
export function drawTypes({ size, types }: TypesPlot, width: number): Element {
  const sizes = [...new Set(types.map((type) => type[size]))];
  const ticks = powersOfTwo(Math.min(...sizes), Math.max(...sizes));
  const [candidates, others] = [true, false].map((wanted) =>
    types.filter(({ isCandidate }) => isCandidate === wanted),
  );
  const hasBoth = Object.keys(SYMBOLS).every((arch) => candidates?.some((type) => type.arch === arch));
  return plot({
    ...COMMON,
    width,
    height: Math.min(420, Math.max(300, width * 0.5)),
    marginLeft: 60,
    marginTop: 28,
    marginBottom: 40,
    marginRight: 16,
    x: { type: 'log', base: 2, label: null },
    y: { type: 'log', label: null },
    symbol: { domain: Object.keys(SYMBOLS), range: Object.values(SYMBOLS) },
    color: { domain: Object.keys(SYMBOLS), range: [color('amd64'), color('arm64')] },
    marks: [
      gridX(ticks, { stroke: color('grid'), strokeOpacity: 1 }),
      gridY(decades(types), { stroke: color('grid'), strokeOpacity: 1 }),
      axisX(ticks, {
        label: size === 'vcpus' ? 'vCPU' : 'memory, GiB',
        tickFormat: (tick: number) => String(tick),
        tickSize: 4,
      }),
      axisY(decades(types), {
        label: 'dollars per hour, on demand',
        labelAnchor: 'top',
        tickFormat: dollars,
        tickSize: 4,
      }),
      dot(others ?? [], { x: size, y: 'dollarsPerHour', r: 2, fill: color('other') }),
      ...Object.keys(SYMBOLS).map((arch, i) =>
        dot(
          (candidates ?? []).filter((type) => type.arch === arch),
          {
            x: size,
            y: 'dollarsPerHour',
            // Sizes are the same for both architectures, and so beside each other.
            dx: hasBoth ? 8 * i - 4 : 0,
            r: 4,
            symbol: 'arch',
            fill: 'arch',
            fillOpacity: 0.7,
            stroke: 'arch',
            ariaLabel: (type: PricedType) => typeText(type),
          },
        ),
      ),
    ],
  });
}

/** The powers of ten within the prices. */
function decades(types: readonly PricedType[]): number[] {
  const prices = types.map(({ dollarsPerHour }) => dollarsPerHour);
  const [least, most] = [Math.min(...prices), Math.max(...prices)];
  return [0.001, 0.01, 0.1, 1, 10, 100, 1000].filter((price) => price >= least && price <= most);
}

function dollars(amount: number): string {
  return `$${amount < 1 ? String(amount) : amount.toLocaleString('en-US')}`;
}

function powersOfTwo(least: number, most: number): number[] {
  const first = Math.ceil(Math.log2(least));
  const count = Math.floor(Math.log2(most)) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_tick, i) => 2 ** (first + i));
}
