// npm run catalogue:sync: makes packages/ec2-catalogue/data from files of public packages (sources.ts), and prints what
// was measured. Needs Go, Python with pip, and unzip. The same sources give the same bytes.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadCatalogue } from '../src/load.ts';
import { goModule, wheel } from './download.ts';
import { type Offered, offeringLines, offeringsHeader } from './encode/offerings.ts';
import { familyRatios, priceLines, ratioLines, spotLines, typeRatios } from './encode/prices.ts';
import { typeLines } from './encode/types.ts';
import { writeLicenses } from './licenses.ts';
import { bandwidths, publishedPrices, vpcLimits } from './read/karpenter.ts';
import { describedTypes, offeringsOf } from './read/moto.ts';
import { regionNames } from './read/regions.ts';
import { snapshotPrices } from './read/snapshot.ts';
import { report } from './report.ts';
import { sources } from './sources.ts';

const target = fileURLToPath(new URL('../data', import.meta.url));
const scratch = await mkdtemp(join(tmpdir(), 'catalogue-'));
try {
  await sync();
} finally {
  await rm(scratch, { recursive: true, force: true });
}

async function sync(): Promise<void> {
  const moto = await wheel(sources.moto.wheel, sources.moto.sha256, scratch);
  const cfnLint = await wheel(sources.cfnLint.wheel, sources.cfnLint.sha256, scratch);
  const karpenter = await goModule(sources.karpenter.module, sources.karpenter.sum, scratch);
  const snapshot = await goModule(sources.snapshot.module, sources.snapshot.sum, scratch);
  await writeLicenses([
    { name: 'moto', archive: moto, ...sources.moto },
    { name: 'cfn-lint', archive: cfnLint, ...sources.cfnLint },
    { name: 'karpenter-provider-aws', archive: karpenter, ...sources.karpenter },
    { name: 'ec2-instances-info', archive: snapshot, ...sources.snapshot },
  ]);

  const described = await describedTypes(moto);
  const types = [...described.values()].sort(byFamily);
  const limits = await vpcLimits(karpenter);
  const extras = { limits, bandwidths: await bandwidths(karpenter) };
  const undescribed = [...limits.keys()].filter((type) => !described.has(type)).sort();
  const { date } = sources.moto;
  const motoAndKarpenter = [sources.moto.wheel, sources.karpenter.module];
  await write('types', date, motoAndKarpenter, ['undescribed', ...undescribed], typeLines(types, extras));

  const regions = await regionNames(cfnLint);
  const offered: Offered = new Map(
    await Promise.all(regions.map(async (region) => [region, await offeringsOf(moto, region)] as const)),
  );
  const names = types.map(({ InstanceType }) => InstanceType);
  const places = [sources.moto.wheel, sources.cfnLint.wheel];
  await write('offerings', date, places, [offeringsHeader(offered)], offeringLines(offered, names));

  const published = await publishedPrices(karpenter);
  const today = published.get('us-east-1');
  if (today === undefined) throw new Error('no prices of us-east-1 found');
  await write('prices', today.date, [sources.karpenter.module], ['regions'], priceLines(published));

  const prices = await snapshotPrices(snapshot, regions);
  const ratios = new Map(
    Array.from(typeRatios(prices), ([region, families]) => [region, familyRatios(families)]),
  );
  const estimated = [...ratios.keys()].filter((region) => !published.has(region)).sort();
  const { module, date: then } = sources.snapshot;
  await write('ratios', then, [module], estimated, ratioLines(ratios, estimated));
  const spotRegions = [...ratios.keys()].sort();
  const { onDemandPrice } = loadCatalogue();
  await write('spot', then, [module], spotRegions, spotLines(prices, spotRegions, onDemandPrice));

  report(prices, published);
}

function byFamily(one: { InstanceType: string }, other: { InstanceType: string }): number {
  // Families stay together: c5 is before c5a.
  const [left, right] = [one.InstanceType.replace('.', ' '), other.InstanceType.replace('.', ' ')];
  return left < right ? -1 : 1;
}

async function write(
  file: string,
  date: string,
  from: readonly string[],
  header: readonly string[],
  lines: readonly string[],
): Promise<void> {
  const comment = `# ${date} made by npm run catalogue:sync from ${from.join(', ')}`;
  await writeFile(join(target, `${file}.txt`), `${[comment, header.join(' '), ...lines].join('\n')}\n`);
}
