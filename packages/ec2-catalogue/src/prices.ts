import { readData } from './data.ts';
import type { Price } from './price.ts';
import { regionRatios } from './ratios.ts';

const home = 'us-east-1';

/** What types cost on demand. */
export interface Prices {
  onDemand(type: string, region: string): Price;
}

interface Published {
  date: string;
  /** Dollars an hour, as text, by type. */
  prices: ReadonlyMap<string, string>;
}

/** Reads `data/prices.txt`, in which each region is a line `region date` and lines `family size=dollars …`. */
export function readPrices(): Prices {
  const published = readPublished();
  const ratios = regionRatios();
  return {
    onDemand: (type, region) => {
      const own = published.get(region);
      if (own !== undefined) return exact(own, type);
      const base = exact(published.get(home), type);
      const ratio = base.kind === 'exact' ? ratios.ratioOf(type, region) : undefined;
      if (base.kind !== 'exact' || ratio === undefined) return { kind: 'unknown' };
      return {
        kind: 'estimated',
        dollarsPerHour: rounded(base.dollarsPerHour * ratio.ratio),
        date: base.date,
        like: ratio.family,
        ratioDate: ratios.date,
      };
    },
  };
}

function exact(region: Published | undefined, type: string): Price {
  const price = region?.prices.get(type);
  if (region === undefined || price === undefined) return { kind: 'unknown' };
  return { kind: 'exact', dollarsPerHour: Number(price), date: region.date };
}

function readPublished(): ReadonlyMap<string, Published> {
  const regions = new Map<string, Published>();
  let prices = new Map<string, string>();
  for (const line of readData('prices').lines) {
    const [first = '', ...cells] = line.split(' ');
    if (cells[0]?.includes('=') === true) {
      for (const cell of cells) {
        const [size = '', price = ''] = cell.split('=');
        prices.set(`${first}.${size}`, price);
      }
    } else {
      prices = new Map();
      regions.set(first, { date: cells[0] ?? '', prices });
    }
  }
  return regions;
}

/** To a hundred-thousandth of a dollar. */
export function rounded(dollars: number): number {
  return Math.round(dollars * 1e5) / 1e5;
}
