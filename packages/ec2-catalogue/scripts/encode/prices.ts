import { familyOf } from '../../src/instance-type.ts';
import type { Price } from '../../src/price.ts';
import { firstPercent } from '../../src/spot.ts';
import type { PublishedPrices } from '../read/karpenter.ts';
import type { SnapshotPrice } from '../read/snapshot.ts';

/** The lines of `data/prices.txt`: for each region a line of its own and one for each family. */
export function priceLines(regions: ReadonlyMap<string, PublishedPrices>): string[] {
  return Array.from(regions).flatMap(([region, { date, prices }]) => {
    const families = new Map<string, string[]>();
    for (const [type, price] of prices) {
      const family = familyOf(type);
      const cells = families.get(family) ?? [];
      families.set(family, [...cells, `${type.slice(family.length + 1)}=${Number(price)}`]);
    }
    return [`${region} ${date}`, ...Array.from(families, ([family, cells]) => [family, ...cells].join(' '))];
  });
}

/** How much each type costs more in a region than in us-east-1, by region, family and type. */
export type TypeRatios = ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, number>>>;

/** The ratios that prices have. */
export function typeRatios(prices: readonly SnapshotPrice[]): TypeRatios {
  const home = new Map(
    prices.filter(({ region }) => region === 'us-east-1').map((each) => [each.type, each.onDemand]),
  );
  const found = new Map<string, Map<string, Map<string, number>>>();
  for (const { type, region, onDemand } of prices) {
    const base = home.get(type);
    if (base === undefined) continue;
    const families = found.get(region) ?? new Map<string, Map<string, number>>();
    const types = families.get(familyOf(type)) ?? new Map<string, number>();
    found.set(region, families.set(familyOf(type), types.set(type, onDemand / base)));
  }
  return found;
}

/** The ratio of each family in a region: the median of its types. */
export function familyRatios(region: ReadonlyMap<string, ReadonlyMap<string, number>>): Map<string, number> {
  return new Map(Array.from(region, ([family, types]) => [family, median([...types.values()])]));
}

/** The value in the middle of a list that is not empty. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

/** The lines of `data/ratios.txt`: a line for each family. */
export function ratioLines(
  ratios: ReadonlyMap<string, ReadonlyMap<string, number>>,
  regions: readonly string[],
): string[] {
  const families = new Set(regions.flatMap((region) => [...(ratios.get(region)?.keys() ?? [])]));
  return [...families].sort().map((family) => {
    const cells = regions.map((region) => {
      const ratio = ratios.get(region)?.get(family);
      return ratio === undefined ? '' : Math.round(ratio * 10_000);
    });
    return `${family} ${cells.join(',')}`;
  });
}

/** The lines of `data/spot.txt`: a line for each type, with the share of today's on-demand price, rounded outwards. */
export function spotLines(
  prices: readonly SnapshotPrice[],
  regions: readonly string[],
  onDemand: (type: string, region: string) => Price,
): string[] {
  const byType = new Map<string, string>();
  for (const { type, region, spot } of prices) {
    const price = onDemand(type, region);
    if (spot === undefined || price.kind === 'unknown') continue;
    const share = (dollars: number): number => (100 * dollars) / price.dollarsPerHour;
    const lowest = percent(Math.floor(share(spot.lowest)));
    const highest = percent(Math.ceil(share(spot.highest)));
    byType.set(type, `${byType.get(type) ?? ''}${character(regions.indexOf(region))}${lowest}${highest}`);
  }
  return Array.from(byType, ([type, text]) => `${type} ${text}`).sort();
}

function percent(share: number): string {
  return character(Math.min(Math.max(share, firstPercent.percent), 100) - firstPercent.percent);
}

function character(index: number): string {
  return String.fromCharCode(firstPercent.character + index);
}
