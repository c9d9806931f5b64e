import type { Price } from '@poolwright/ec2-catalogue';
import type { PoolCost, SpotCost } from './pool-cost.ts';
import { hoursPerMonth } from './total.ts';

/** Dollars an hour and a month, such as `$12.35/h ($9,012 a month)`. */
export function dollarsText(perHour: number): string {
  return `$${grouped(perHour, decimalsOf(perHour))}/h ($${grouped(perHour * hoursPerMonth, 0)} a month)`;
}

function decimalsOf(dollars: number): number {
  if (dollars === 0) return 0;
  return dollars < 1 ? 4 : 2;
}

/** `$0.3000/h ($219 a month) to $0.6000/h ($438 a month)`. */
export function rangeText({ lowest, highest }: { lowest: number; highest: number }): string {
  return lowest === highest ? dollarsText(lowest) : `${dollarsText(lowest)} to ${dollarsText(highest)}`;
}

/** Which prices a ceiling is at. */
export function basisOfCeiling(spot: PoolCost['spot']): string {
  return spot === 'never' ? 'on demand' : 'on-demand prices, which spot nodes do not exceed';
}

/** What follows a ceiling of spot instances alone: `; at spot prices of 2025-05-28: …`. */
export function spotText(cost: SpotCost | undefined): string {
  return cost === undefined ? '' : `; at spot prices of ${cost.date}: ${rangeText(cost)}`;
}

/** What prices are, in a word and with their date: `estimated, 2026-07-20`. */
export function basisText(prices: readonly Price[]): string {
  const kinds = ['given', 'exact', 'estimated'].filter((kind) => prices.some((price) => price.kind === kind));
  const dates = prices.flatMap((price) => ('date' in price ? [price.date] : [])).sort();
  const text = kinds.map((kind) => (kind === 'given' ? 'from the price file' : kind)).join(' and ');
  return [text, dates[0]].filter(Boolean).join(', ');
}

/** Dollars whose whole part is in groups of three digits. */
function grouped(dollars: number, decimals: number): string {
  return dollars.toFixed(decimals).replace(/\B(?<!\.\d*)(?=(\d{3})+(?:\.|$))/g, ',');
}
