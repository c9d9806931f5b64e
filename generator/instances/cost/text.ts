import type { Price } from '@poolwright/ec2-catalogue';
import { hoursPerMonth } from './total.ts';

/** Dollars an hour and a month, as `$12.35/h ($9,012 a month)`. */
export function dollarsText(perHour: number): string {
  return `$${grouped(perHour, perHour < 1 ? 4 : 2)}/h ($${grouped(perHour * hoursPerMonth, 0)} a month)`;
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
