import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { familyOf, loadCatalogue } from '../../../packages/ec2-catalogue/src/index.ts';

const catalogue = loadCatalogue();

test('describes an accelerated type as EC2 does', () => {
  assert.equal(catalogue.type('inf2.48xlarge'), {
    name: 'inf2.48xlarge',
    family: 'inf2',
    size: '48xlarge',
    vcpus: 192,
    cores: 96,
    threadsPerCore: 2,
    memoryMib: 786_432,
    architectures: ['x86_64'],
    virtualization: ['hvm'],
    hypervisor: 'nitro',
    bareMetal: false,
    burstable: false,
    currentGeneration: true,
    usageClasses: ['on-demand', 'spot'],
    cpuManufacturer: 'AMD',
    sustainedClockGhz: 3.6,
    nestedVirtualization: false,
    nitroEnclaves: true,
    placementStrategies: ['cluster', 'partition', 'spread'],
    ebs: { optimized: 'default', maximumMbps: 60_000, maximumAttachments: 28 },
    network: {
      performance: '100 Gigabit',
      bandwidthMbps: 100_000,
      ena: 'required',
      maximumInterfaces: 15,
      ipv4PerInterface: 50,
      cards: [15],
      defaultCard: 0,
      efaInterfaces: 0,
      encryptionInTransit: true,
    },
    vpc: { trunking: true, branchInterfaces: 107, ipv4PerInterface: 50 },
    gpus: [],
    inferenceAccelerators: [{ name: 'Inferentia2', manufacturer: 'AWS', count: 12, memoryMib: 32_768 }],
    neuron: [{ name: 'Inferentia2', manufacturer: 'AWS', count: 12, memoryMib: 32_768, coresPerDevice: 2 }],
  });
});

test('has disks, GPUs, network cards and bare metal', () => {
  assert.equal(catalogue.type('m5d.24xlarge')?.instanceStore, {
    totalGb: 3600,
    nvme: true,
    disks: [{ count: 4, sizeGb: 900, kind: 'ssd' }],
  });
  assert.equal(catalogue.type('g6f.large')?.gpus, [
    { name: 'L4', manufacturer: 'NVIDIA', count: 0, memoryMib: 2861 },
  ]);
  const trn1 = catalogue.type('trn1.32xlarge');
  assert.equal(trn1?.network.cards, [5, 5, 5, 5, 5, 5, 5, 5]);
  assert.is(trn1?.network.performance, '8x 100 Gigabit');
  assert.is(catalogue.type('m5.large')?.network.performance, 'Up to 10 Gigabit');
  const metal = catalogue.type('m5.metal');
  assert.is(metal?.bareMetal, true);
  assert.is(metal?.hypervisor, undefined);
});

test('finds every type by its name and by its family, and no other', () => {
  assert.ok(catalogue.names().size > 1300);
  assert.equal([...catalogue.types().keys()], [...catalogue.names()]);
  for (const [name, type] of catalogue.types()) {
    assert.is(catalogue.type(name), type);
    assert.is(type.name, name);
    assert.is(type.family, familyOf(name));
    assert.is(type.cores * type.threadsPerCore, type.vcpus, name);
    assert.ok(type.memoryMib > 0 && type.network.cards.length > 0, name);
  }
  assert.is(catalogue.type('m5'), undefined);
  assert.is(catalogue.type('zz9.large'), undefined);
  assert.equal(catalogue.typesOf('zz9'), []);
  for (const name of catalogue.undescribed()) assert.is(catalogue.type(name), undefined);
});

test('knows the zones that offer a type, and says what it does not know', () => {
  assert.equal(catalogue.zonesWith('inf2.48xlarge', 'us-west-2'), [
    'usw2-az1',
    'usw2-az2',
    'usw2-az3',
    'usw2-az4',
  ]);
  assert.not.ok(catalogue.zonesWith('m5.large', 'us-east-1')?.includes('use1-az3'));
  assert.is(catalogue.isOffered('m5.large', 'use1-az3'), false);
  assert.is(catalogue.isOffered('m5.large', 'use1-az1'), true);
  assert.is(catalogue.isOffered('m5.large', 'us-east-1'), true);
  assert.is(catalogue.isOffered('p5e.48xlarge', 'us-east-1'), false);
  assert.is(catalogue.isOffered('m5.large', 'us-gov-west-1'), undefined);
  assert.is(catalogue.isOffered('m5.large', 'mars-1'), undefined);
  assert.is(catalogue.isOffered('zz9.large', 'us-east-1'), undefined);
  assert.ok(catalogue.regions().has('cn-north-1'));
});

test('gives each price with its kind and date', () => {
  assert.equal(catalogue.onDemandPrice('m5.large', 'us-east-1'), {
    kind: 'exact',
    dollarsPerHour: 0.096,
    date: '2026-07-20',
  });
  assert.equal(catalogue.onDemandPrice('m5.large', 'us-gov-west-1'), {
    kind: 'exact',
    dollarsPerHour: 0.121,
    date: '2026-08-24',
  });
  assert.equal(catalogue.onDemandPrice('m8a.large', 'eu-central-1'), {
    kind: 'estimated',
    dollarsPerHour: 0.14581,
    date: '2026-07-20',
    like: 'm7a',
    ratioDate: '2025-05-28',
  });
  assert.equal(catalogue.onDemandPrice('p5e.48xlarge', 'us-east-1'), { kind: 'unknown' });
  assert.equal(catalogue.onDemandPrice('m5.large', 'cn-north-1'), { kind: 'unknown' });
  assert.equal(catalogue.onDemandPrice('m5.large', 'mars-1'), { kind: 'unknown' });
});

test('gives spot prices as a range that the on-demand price bounds', () => {
  const range = catalogue.spotRange('m5.large', 'us-west-2');
  // The snapshot has 0.0366 to 0.0472 dollars.
  assert.equal(range, { lowest: 0.03648, highest: 0.048, date: '2025-05-28' });
  assert.is(catalogue.spotRange('mac2.metal', 'us-west-2'), undefined);
  for (const name of catalogue.names()) {
    for (const region of ['us-east-1', 'eu-west-1', 'ap-south-1']) {
      const spot = catalogue.spotRange(name, region);
      const price = catalogue.onDemandPrice(name, region);
      if (spot === undefined) continue;
      assert.ok(price.kind !== 'unknown' && spot.lowest <= spot.highest, name);
      assert.ok(spot.highest <= price.dollarsPerHour, name);
    }
  }
});

test.run();
