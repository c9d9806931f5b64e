import { readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadCatalogue } from '../src/load.ts';
import { type Accuracy, accuracyOfFamilies, accuracyOfOlderFamilies } from './measure.ts';
import type { PublishedPrices } from './read/karpenter.ts';
import type { SnapshotPrice } from './read/snapshot.ts';

const data = fileURLToPath(new URL('../data/', import.meta.url));
const drawn = 50;

/** Prints how large the data is and how close its prices are to those of the sources. */
export function report(
  prices: readonly SnapshotPrice[],
  published: ReadonlyMap<string, PublishedPrices>,
): void {
  const catalogue = loadCatalogue();
  const files = readdirSync(data);
  const bytes = files.reduce((sum, file) => sum + statSync(data + file).size, 0);
  console.log(`${files.length} files, ${Math.ceil(bytes / 1024)} KiB`);
  const regions = [...catalogue.regions().values()];
  const zones = regions.flatMap((region) => region.zones ?? []);
  console.log(
    `${catalogue.names().size} types, ${regions.length} regions, ${zones.length} zones with offerings`,
  );

  const rows = Array.from(published).flatMap(([region, each]) =>
    Array.from(each.prices, ([type, price]) => ({ region, type, price: Number(price) })),
  );
  const sample = draw(rows, drawn);
  const same = sample.filter(({ region, type, price }) => {
    const found = catalogue.onDemandPrice(type, region);
    return found.kind === 'exact' && found.dollarsPerHour === price;
  });
  console.log(`${same.length} of ${sample.length} prices drawn from ${rows.length} are exact`);
  const today = published.get('us-east-1')?.prices ?? new Map<string, string>();
  print('by the rest of the family', accuracyOfFamilies(prices, today));
  print('of generation 6 and later by an older family', accuracyOfOlderFamilies(prices));
}

function print(how: string, { close, estimates }: Accuracy): void {
  const share = ((100 * close) / estimates).toFixed(1);
  console.log(`${close} of ${estimates} estimates ${how} are within 5 % of the snapshot (${share} %)`);
}

/** Rows of a sequence that is the same each time. */
function draw<T>(rows: readonly T[], count: number): T[] {
  let state = 16;
  return Array.from({ length: count }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return rows[state % rows.length] as T;
  });
}
