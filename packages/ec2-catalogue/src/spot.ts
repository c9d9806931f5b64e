import { readData } from './data.ts';
import type { SpotRange } from './price.ts';
import { type Prices, rounded } from './prices.ts';

/** What spot instances cost. */
export interface SpotPrices {
  range(type: string, region: string): SpotRange | undefined;
}

/** A percentage is one of the characters from this one on. */
export const firstPercent = { character: '#'.charCodeAt(0), percent: 9 };

/**
 * Reads `data/spot.txt`. The header has the regions; a line is the type and, three characters each, the region (by
 * its index, as a percentage is written, from 0), the lowest and the highest percentage of the on-demand price.
 */
export function readSpotPrices(prices: Prices): SpotPrices {
  const { date, header, lines } = readData('spot');
  const ranges = new Map(lines.map((line) => line.split(' ') as [string, string]));
  return {
    range: (type, region) => {
      const key = String.fromCharCode(header.indexOf(region) + firstPercent.character);
      const text = ranges.get(type) ?? '';
      for (let at = 0; at < text.length; at += 3) {
        if (text[at] !== key) continue;
        const price = prices.onDemand(type, region);
        if (price.kind === 'unknown') return undefined;
        const part = (index: number): number =>
          rounded((price.dollarsPerHour * percentAt(text, at + index)) / 100);
        return { lowest: part(1), highest: part(2), date };
      }
      return undefined;
    },
  };
}

function percentAt(text: string, at: number): number {
  return text.charCodeAt(at) - firstPercent.character + firstPercent.percent;
}
