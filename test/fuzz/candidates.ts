// npm run fuzz:candidates -- [--seed N] [--runs N]: random NodePools and EC2NodeClasses, which instance types each launches by ours and by
// Karpenter's code, which gets EC2's own descriptions from the package that the catalogue is made from. Needs the oracle of
// test/oracles/karpenter, built as its README says.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadCatalogue } from '@poolwright/ec2-catalogue';
import {
  type Candidates,
  findCandidates,
  type SubnetZone,
} from '../../generator/instances/candidates/index.ts';
import { readNodeClass } from '../../generator/instances/objects/node-class.ts';
import { readPool } from '../../generator/instances/objects/pool.ts';
import { wheel } from '../../packages/ec2-catalogue/scripts/download.ts';
import { describedTypes, offeringsOf } from '../../packages/ec2-catalogue/scripts/read/moto.ts';
import { sources } from '../../packages/ec2-catalogue/scripts/sources.ts';
import { root as repository } from '../../scripts/build/options.ts';
import { type CandidateSteps, karpenterCandidates } from '../oracles/karpenter/client.ts';
import { Random } from './crd-objects.ts';
import { randomNodeClass, randomNodePool } from './random-pools.ts';

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, runs: { type: 'string', default: '200' } },
});
const random = new Random(Number(values.seed));
const catalogue = loadCatalogue();
const folder = mkdtempSync(join(tmpdir(), 'candidates-'));
const moto = await wheel(sources.moto.wheel, sources.moto.sha256, folder);
const described = await describedTypes(moto);
const regions = await Promise.all(
  ['us-east-1', 'eu-central-1', 'ap-south-2'].map(async (name) => ({ name, zones: await zonesOf(name) })),
);
rmSync(folder, { recursive: true });
mkdirSync(join(repository, '.cache/oracles'), { recursive: true });
const file = join(repository, '.cache/oracles/instance-types.json');
writeFileSync(file, JSON.stringify(Object.fromEntries(described)));

const cases = Array.from({ length: Number(values.runs) }, () => {
  const region = random.pick(regions);
  const zones = region.zones.filter(() => random.chance(0.6));
  return {
    nodePool: randomNodePool(random, region.zones),
    nodeClass: randomNodeClass(random),
    region: region.name,
    zones: zones.length === 0 ? region.zones : zones,
    prices: Object.fromEntries(Array.from(described.keys(), (name) => [name, priceOf(name, region.name)])),
  };
});
const answers = karpenterCandidates(
  file,
  cases.map((one) => JSON.stringify(one)),
);
let differences = 0;
let launched = 0;
for (const [index, { nodePool, nodeClass, region, zones }] of cases.entries()) {
  const wanted = answers[index] ?? { steps: [] };
  const name = readNodeClass(nodeClass);
  const pool = readPool(nodePool, new Map([[name.name, name]]));
  const got = findCandidates({ pool, region, zones });
  if (got.types.length > 0) launched += 1;
  const difference = differenceOf(wanted, got, region);
  if (difference === undefined) continue;
  differences += 1;
  console.log(
    `${difference}: ${JSON.stringify({ nodePool, nodeClass, region, zones: zones.map(({ id }) => id) })}`,
  );
}
console.log(
  `seed ${values.seed}: ${cases.length} pools, ${launched} of them launch instances, ${differences} differences`,
);
process.exitCode = differences === 0 ? 0 : 1;

/** The zones of a region as Karpenter gets them, each with the types that it offers. */
async function zonesOf(region: string): Promise<(SubnetZone & { types: string[] })[]> {
  const offered = (await offeringsOf(moto, region)) ?? new Map<string, ReadonlySet<string>>();
  return Array.from(offered, ([id, types], index) => ({
    id,
    // Names of zones differ by account: those of this one are in another order than the IDs.
    name: `${region}${'abcdefgh'[offered.size - 1 - index]}`,
    types: [...types],
  }));
}

/** The catalogue's price; types without one come last, at a price of their own. */
function priceOf(name: string, region: string): number {
  const price = catalogue.onDemandPrice(name, region);
  return price.kind === 'unknown' ? 1e6 : price.dollarsPerHour;
}

/** Where both disagree: on the types that are left by the pool and its node class, after the exotic ones, or on those to launch. */
function differenceOf(
  { steps, error = '' }: CandidateSteps,
  got: Candidates,
  region: string,
): string | undefined {
  if (/minValues/.test(error)) return got.types.length === 0 ? undefined : `${error}, ours launches`;
  if (error !== '') return error;
  const last = steps.at(-1)?.types ?? [];
  const counts = new Map(steps.map(({ name, types }) => [name, types.length]));
  const after = (kinds: readonly string[]): number | undefined =>
    got.steps.findLast(({ step }) => kinds.includes(step.kind))?.left;
  const early = after(['requirement', 'zones', 'node-class']) ?? got.listed;
  const wantedEarly = counts.get('offerings') ?? counts.get('requirements') ?? 0;
  if (early !== wantedEarly) return `after the pool and its node class theirs ${wantedEarly}, ours ${early}`;
  const exotic = after(['exotic']);
  // Of types that cost the same either may be the six hundredth, an exotic one or another.
  const wantedExotic = (counts.get('room') ?? 0) > 600 ? undefined : counts.get('exotic-instance-filter');
  if (exotic !== undefined && wantedExotic !== undefined && exotic !== wantedExotic)
    return `after the exotic filter theirs ${wantedExotic}, ours ${exotic}`;
  // Of types that cost the same either may be the sixtieth.
  const names = got.types.map(({ type }) => type.name);
  const prices = (list: readonly string[]): string => list.map((name) => priceOf(name, region)).join();
  const limit =
    steps
      .find(({ name }) => name === 'cheapest')
      ?.types.map((name) => priceOf(name, region))
      .at(-1) ?? 0;
  const below = (list: readonly string[]): string =>
    list
      .filter((name) => priceOf(name, region) < limit)
      .sort()
      .join();
  const isCut = counts.get('spot-offering-filter') !== counts.get('cheapest');
  if (isCut ? below(last) === below(names) : [...last].sort().join() === [...names].sort().join())
    return isCut || prices(last) === prices(names) ? undefined : `theirs in the order ${last}, ours ${names}`;
  return `theirs ${last}, ours ${names}`;
}
