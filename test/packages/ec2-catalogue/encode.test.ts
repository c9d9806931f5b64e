import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { typeLines } from '../../../packages/ec2-catalogue/scripts/encode/types.ts';
import type { Described } from '../../../packages/ec2-catalogue/scripts/read/moto.ts';
import { columns } from '../../../packages/ec2-catalogue/src/columns.ts';

const described: Described = {
  InstanceType: 'm5d.large',
  BareMetal: false,
  BurstablePerformanceSupported: false,
  CurrentGeneration: true,
  Hypervisor: 'nitro',
  NitroEnclavesSupport: 'unsupported',
  SupportedUsageClasses: ['on-demand', 'spot'],
  SupportedVirtualizationTypes: ['hvm'],
  VCpuInfo: { DefaultVCpus: 2, DefaultCores: 1 },
  MemoryInfo: { SizeInMiB: 8192 },
  ProcessorInfo: {
    Manufacturer: 'Intel',
    SupportedArchitectures: ['x86_64'],
    SustainedClockSpeedInGhz: 3.1,
  },
  PlacementGroupInfo: { SupportedStrategies: ['cluster'] },
  EbsInfo: { EbsOptimizedSupport: 'default' },
  InstanceStorageInfo: {
    TotalSizeInGB: 75,
    NvmeSupport: 'required',
    Disks: [{ Count: 1, SizeInGB: 75, Type: 'ssd' }],
  },
  NetworkInfo: {
    NetworkPerformance: 'Up to 10 Gigabit',
    EnaSupport: 'required',
    MaximumNetworkInterfaces: 3,
    Ipv4AddressesPerInterface: 10,
    DefaultNetworkCardIndex: 0,
    NetworkCards: [{ NetworkCardIndex: 0, MaximumNetworkInterfaces: 3 }],
    EncryptionInTransitSupported: false,
  },
};
const extras = { bandwidths: new Map(), limits: new Map() };

test('writes what the sizes of a family share once, and of each size the rest', () => {
  const larger = { ...described, InstanceType: 'm5d.xlarge', VCpuInfo: { DefaultVCpus: 4, DefaultCores: 2 } };
  const [line = '', ...others] = typeLines([described, larger], extras);
  assert.equal(others, []);
  const cells = line.split('|');
  assert.is(cells[0], 'm5d');
  assert.is(cells[1 + columns.indexOf('vcpus')], '*');
  assert.is(cells[1 + columns.indexOf('threads')], '2');
  assert.is(cells[1 + columns.indexOf('performance')], '<10');
  assert.is(cells[1 + columns.indexOf('store')], 'nvme 1x75ssd');
  assert.equal(cells.slice(1 + columns.length), ['large:2', 'xlarge:4']);
});

test('rejects what the data cannot hold', () => {
  const wrongTotal = {
    ...described,
    InstanceStorageInfo: {
      TotalSizeInGB: 80,
      NvmeSupport: 'required',
      Disks: [{ Count: 1, SizeInGB: 75, Type: 'ssd' }],
    },
  };
  assert.throws(() => typeLines([wrongTotal], extras), /m5d.large: the disks have 75 GB/);
  const otherCard = { ...described, NetworkInfo: { ...described.NetworkInfo, DefaultNetworkCardIndex: 1 } };
  assert.throws(() => typeLines([otherCard], extras), /the default card is not 0/);
  assert.throws(
    () => typeLines([{ ...described, SupportedUsageClasses: ['a|b'] }], extras),
    /cannot be written as usage/,
  );
});

test.run();
