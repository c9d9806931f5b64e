import { loadCatalogue } from '@poolwright/ec2-catalogue';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { findCandidates, poolsOfFleet } from '../../../../../generator/instances/candidates/index.ts';
import { cataloguePrices } from '../../../../../generator/instances/cost/price-file.ts';
import { typeTable } from '../../../../../generator/report/html/data/instances.ts';
import { instancesJson } from '../../../../../generator/report/instances/json.ts';
import { change, FLEET } from '../../../../support/fleets.ts';
import { revisionOf } from '../../../plan/helper.ts';

const test = suite('instance types of a page');

const TWO_REGIONS = change(FLEET, 'prod-1: { ', 'prod-1: { region: eu-west-1, ');

test('the table has the hardware and price of each type that a pool can launch, as instances lists them', () => {
  const entries = poolsOfFleet(revisionOf(TWO_REGIONS).fleet, () => true).map((entry) => ({
    ...entry,
    candidates: findCandidates(entry),
    costs: [],
  }));
  const table = typeTable(new Set(entries.map(({ region }) => region)), cataloguePrices);
  assert.equal(Object.keys(table.prices), ['us-east-1', 'eu-west-1']);
  const listed = instancesJson(entries, undefined).entries as unknown as {
    region: string;
    listed: number;
    types: {
      name: string;
      arch: string;
      vcpus: number;
      memoryMib: number;
      price: { dollarsPerHour: number };
    }[];
  }[];
  assert.is(listed.length, 2);
  for (const { region, types, listed: count } of listed) {
    assert.ok(types.length > 10);
    const prices = table.prices[region];
    assert.is(prices?.length, table.names.length);
    for (const { name, arch, vcpus, memoryMib, price } of types) {
      const row = table.names.indexOf(name);
      assert.equal(
        [table.archs[row], table.vcpus[row], table.memoryGib[row], prices?.[row]],
        [arch, vcpus, memoryMib / 1024, price.dollarsPerHour],
        name,
      );
    }
    const priced = prices?.filter((one) => one !== null).length ?? 0;
    assert.ok(priced <= count && priced > count / 2, `${priced} of ${count} types have a price`);
  }
});

test('a type that a region does not list, or whose price there no source has, has no price', () => {
  const { names, prices } = typeTable(['us-east-1', 'eu-north-1'], cataloguePrices);
  const catalogue = loadCatalogue();
  const found = { listed: 0, missing: 0, unknown: 0 };
  for (const [row, name] of names.entries()) {
    const price = catalogue.onDemandPrice(name, 'eu-north-1');
    const isListed = catalogue.isOffered(name, 'eu-north-1') === true;
    const wanted = isListed && price.kind !== 'unknown' ? price.dollarsPerHour : null;
    assert.is(prices['eu-north-1']?.[row], wanted, name);
    found[wanted !== null ? 'listed' : isListed ? 'unknown' : 'missing'] += 1;
  }
  for (const count of Object.values(found)) assert.ok(count > 0, JSON.stringify(found));
});

test.run();
