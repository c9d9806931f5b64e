import { loadCatalogue } from '@poolwright/ec2-catalogue';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { poolCost } from '../../../../generator/instances/cost/pool-cost.ts';
import { cataloguePrices, readPriceFile } from '../../../../generator/instances/cost/price-file.ts';
import { totalCost } from '../../../../generator/instances/cost/total.ts';
import { type Pool, readPool } from '../../../../generator/instances/objects/pool.ts';

function pool(types: string[], spec: Record<string, unknown>): Pool {
  const requirements = [{ key: 'node.kubernetes.io/instance-type', operator: 'In', values: types }];
  const object = { metadata: { name: 'a' }, spec: { template: { spec: { requirements } }, ...spec } };
  return readPool(object as never, new Map());
}

const inf2 = loadCatalogue().onDemandPrice('inf2.48xlarge', 'us-east-1');

test('counts as many instances as the limits allow', () => {
  const { ceiling } = poolCost(
    pool(['inf2.48xlarge'], { limits: { cpu: '400' } }),
    'us-east-1',
    cataloguePrices,
  );
  const two = { dollarsPerHour: 2 * (inf2.kind === 'exact' ? inf2.dollarsPerHour : 0), isExact: true };
  assert.equal(ceiling, { cheapest: two, dearest: two });
});

test('fills what a large type leaves with small ones', () => {
  const limited = pool(['m5.4xlarge', 'm5.large'], { limits: { cpu: '20' } });
  const { ceiling, types } = poolCost(
    limited,
    'us-east-1',
    readPriceFile('p', 'm5.4xlarge,,1\nm5.large,,0.1').priceOf,
  );
  assert.equal(types, ['m5.4xlarge', 'm5.large']);
  // Ten small ones, or a large one and two small ones.
  assert.equal(ceiling, {
    cheapest: { dollarsPerHour: 1, isExact: true },
    dearest: { dollarsPerHour: 1.2, isExact: true },
  });
});

test('has no ceiling without a limit, or with one that a type does not use', () => {
  assert.is(poolCost(pool(['m5.large'], {}), 'us-east-1', cataloguePrices).ceiling, 'unlimited');
  const gpus = pool(['m5.large', 'g5.xlarge'], { limits: { 'nvidia.com/gpu': '4' } });
  assert.is(poolCost(gpus, 'us-east-1', cataloguePrices).ceiling, 'unlimited');
});

test('does not know what a new type costs, and names the types without a price', () => {
  const unknown = poolCost(pool(['zz9.large'], { limits: { cpu: '8' } }), 'us-east-1', cataloguePrices);
  assert.is(unknown.ceiling, 'unknown');
  const hpc = poolCost(pool(['hpc7g.4xlarge', 'm5.large'], { limits: { cpu: '8' } }), 'us-east-1', (type) =>
    type === 'm5.large' ? { kind: 'given', dollarsPerHour: 1 } : { kind: 'unknown' },
  );
  assert.equal(hpc.types, ['m5.large']);
  assert.equal(
    hpc.unpriced,
    loadCatalogue().isOffered('hpc7g.4xlarge', 'us-east-1') === false ? [] : ['hpc7g.4xlarge'],
  );
});

test('counts the replicas of a static pool, and its limit of nodes alone', () => {
  const prices = readPriceFile('p', 'm5.large,,0.1\nm5.xlarge,,0.2').priceOf;
  const fixed = pool(['m5.large', 'm5.xlarge'], { replicas: 3, limits: { nodes: '5', cpu: '1' } });
  const { replicas, ceiling } = poolCost(fixed, 'us-east-1', prices);
  assert.is(replicas?.count, 3);
  assert.ok(
    Math.abs((replicas?.lowest ?? 0) - 0.3) < 1e-9 && Math.abs((replicas?.highest ?? 0) - 0.6) < 1e-9,
  );
  assert.equal(ceiling, {
    cheapest: { dollarsPerHour: 0.5, isExact: true },
    dearest: { dollarsPerHour: 1, isExact: true },
  });
});

test('adds up pools, and names those without a ceiling', () => {
  const limited = poolCost(pool(['inf2.48xlarge'], { limits: { cpu: '192' } }), 'us-east-1', cataloguePrices);
  const unlimited = poolCost(pool(['m5.large'], {}), 'us-east-1', cataloguePrices);
  const total = totalCost([limited, limited, unlimited]);
  assert.equal(total.dearest, { dollarsPerHour: 25.96254, isExact: true });
  assert.equal(total.unlimited, ['a']);
  assert.equal(total.unknown, []);
});

test.run();
