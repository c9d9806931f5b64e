import { nameOf, ratioIn } from '../src/ratios.ts';
import { familyRatios, median, typeRatios } from './encode/prices.ts';
import type { SnapshotPrice } from './read/snapshot.ts';

/** How many estimates were made, and how many were within 5 % of the price. */
export interface Accuracy {
  estimates: number;
  close: number;
}

const home = 'us-east-1';
const tolerance = 0.05;

/**
 * Estimates each price of the snapshot outside us-east-1 from today's price there and the ratio of the other types
 * of the family in the region.
 */
export function accuracyOfFamilies(
  prices: readonly SnapshotPrice[],
  today: ReadonlyMap<string, string>,
): Accuracy {
  const onDemand = new Map(prices.map((each) => [`${each.type} ${each.region}`, each.onDemand]));
  const accuracy = { estimates: 0, close: 0 };
  for (const [region, families] of typeRatios(prices)) {
    if (region === home) continue;
    for (const types of families.values()) {
      for (const type of types.keys()) {
        const others = [...types].filter(([other]) => other !== type).map(([, ratio]) => ratio);
        const base = today.get(type);
        if (others.length === 0 || base === undefined) continue;
        add(accuracy, Number(base) * median(others), onDemand.get(`${type} ${region}`) ?? 0);
      }
    }
  }
  return accuracy;
}

/** The families that are newer than the snapshot have this generation or a later one. */
const oldest = 6;

/** Estimates the ratio of each type of a late generation outside us-east-1 as if its family were newer than the snapshot. */
export function accuracyOfOlderFamilies(prices: readonly SnapshotPrice[]): Accuracy {
  const accuracy = { estimates: 0, close: 0 };
  for (const [region, families] of typeRatios(prices)) {
    if (region === home) continue;
    for (const [family, types] of families) {
      if ((nameOf(family)?.generation ?? 0) < oldest) continue;
      const others = familyRatios(families);
      others.delete(family);
      const like = ratioIn(others, family);
      if (like === undefined) continue;
      for (const ratio of types.values()) add(accuracy, like.ratio, ratio);
    }
  }
  return accuracy;
}

function add(accuracy: Accuracy, estimate: number, price: number): void {
  accuracy.estimates++;
  if (Math.abs(estimate / price - 1) <= tolerance) accuracy.close++;
}
