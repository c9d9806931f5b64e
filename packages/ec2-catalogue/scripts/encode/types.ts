import { type Column, columns, flags } from '../../src/columns.ts';
import { familyOf } from '../../src/instance-type.ts';
import { varies } from '../../src/types.ts';
import type { Limits } from '../read/karpenter.ts';
import type { Described, DescribedDevice } from '../read/moto.ts';

/** The facts of a type from outside `DescribeInstanceTypes`. */
export interface Extras {
  bandwidths: ReadonlyMap<string, number>;
  limits: ReadonlyMap<string, Limits>;
}

type Cells = Record<Column, string>;

/** The lines of `data/types.txt`: a line for each family. */
export function typeLines(types: readonly Described[], extras: Extras): string[] {
  const families = new Map<string, Described[]>();
  for (const type of types) {
    const family = familyOf(type.InstanceType);
    families.set(family, [...(families.get(family) ?? []), type]);
  }
  return Array.from(families, ([family, members]) => {
    const cells = members.map((type) => cellsOf(type, extras));
    const shared = columns.map((column) => {
      const values = new Set(cells.map((each) => each[column]));
      return values.size === 1 ? ([...values][0] ?? '') : varies;
    });
    const sizes = cells.map((each, index) => {
      const own = columns.filter((_column, at) => shared[at] === varies).map((column) => each[column]);
      return `${members[index]?.InstanceType.slice(family.length + 1)}:${own.join(',')}`;
    });
    return [family, ...shared, ...sizes].join('|');
  });
}

function cellsOf(type: Described, { bandwidths, limits }: Extras): Cells {
  const { EbsInfo: ebs, NetworkInfo: network, ProcessorInfo: processor, InstanceType: name } = type;
  const cells: Cells = {
    vcpus: String(type.VCpuInfo.DefaultVCpus),
    threads: String(type.VCpuInfo.DefaultVCpus / type.VCpuInfo.DefaultCores),
    memory: String(type.MemoryInfo.SizeInMiB),
    architectures: processor.SupportedArchitectures.join(' '),
    virtualization: type.SupportedVirtualizationTypes.join(' '),
    hypervisor: type.Hypervisor ?? '',
    flags: flagsOf(type),
    usage: type.SupportedUsageClasses.join(' '),
    manufacturer: processor.Manufacturer,
    clock: String(processor.SustainedClockSpeedInGhz ?? ''),
    strategies: type.PlacementGroupInfo.SupportedStrategies.join(' '),
    ebs: ebs.EbsOptimizedSupport,
    ebsMbps: String(ebs.EbsOptimizedInfo?.MaximumBandwidthInMbps ?? ''),
    ebsAttachments: String(ebs.MaximumEbsAttachments ?? ''),
    store: storeOf(type),
    performance: performanceOf(network.NetworkPerformance),
    bandwidth: String(bandwidths.get(name) ?? ''),
    ena: network.EnaSupport,
    interfaces: String(network.MaximumNetworkInterfaces),
    addresses: String(network.Ipv4AddressesPerInterface),
    cards: cardsOf(type),
    efa: String(network.EfaInfo?.MaximumEfaInterfaces ?? 0),
    vpc: vpcOf(limits.get(name), network.Ipv4AddressesPerInterface),
    gpus: (type.GpuInfo?.Gpus ?? []).map((each) => deviceOf(each)).join(' '),
    inference: (type.InferenceAcceleratorInfo?.Accelerators ?? []).map((each) => deviceOf(each)).join(' '),
    neuron: (type.NeuronInfo?.NeuronDevices ?? [])
      .map((each) => `${deviceOf({ Manufacturer: 'AWS', ...each })}*${each.CoreInfo.Count}`)
      .join(' '),
  };
  const unfit = columns.find((column) => /[|,\n:]/.test(cells[column]) || cells[column] === varies);
  if (unfit !== undefined) throw new Error(`${name}: "${cells[unfit]}" cannot be written as ${unfit}`);
  return cells;
}

function flagsOf(type: Described): string {
  const set: Record<keyof typeof flags, boolean> = {
    bareMetal: type.BareMetal,
    burstable: type.BurstablePerformanceSupported,
    currentGeneration: type.CurrentGeneration,
    nestedVirtualization: type.ProcessorInfo.SupportedFeatures?.includes('nested-virtualization') ?? false,
    nitroEnclaves: type.NitroEnclavesSupport === 'supported',
    encryptionInTransit: type.NetworkInfo.EncryptionInTransitSupported,
  };
  const names = Object.keys(flags) as (keyof typeof flags)[];
  return names
    .filter((name) => set[name])
    .map((name) => flags[name])
    .join('');
}

function storeOf({ InstanceType, InstanceStorageInfo: store }: Described): string {
  if (store === undefined) return '';
  const total = store.Disks.reduce((sum, { Count, SizeInGB }) => sum + Count * SizeInGB, 0);
  if (total !== store.TotalSizeInGB) throw new Error(`${InstanceType}: the disks have ${total} GB`);
  const disks = store.Disks.map(({ Count, SizeInGB, Type }) => `${Count}x${SizeInGB}${Type}`);
  return [...(store.NvmeSupport === 'unsupported' ? [] : ['nvme']), ...disks].join(' ');
}

function performanceOf(text: string): string {
  return text.replace(/^(Up to )?(?:(\d+x) )?([\d.]+) Gigabit$/, (_all, upTo = '', times = '', gigabit) => {
    return `${upTo && '<'}${times}${gigabit}`;
  });
}

function cardsOf({ InstanceType, NetworkInfo: { NetworkCards: cards, ...network } }: Described): string {
  if (network.DefaultNetworkCardIndex !== 0) throw new Error(`${InstanceType}: the default card is not 0`);
  if (cards.some(({ NetworkCardIndex }, index) => NetworkCardIndex !== index))
    throw new Error(`${InstanceType}: the network cards are not in order`);
  const runs: { interfaces: number; times: number }[] = [];
  for (const { MaximumNetworkInterfaces: interfaces } of cards) {
    const last = runs.at(-1);
    if (last?.interfaces === interfaces) last.times++;
    else runs.push({ interfaces, times: 1 });
  }
  return runs.map(({ interfaces, times }) => (times === 1 ? interfaces : `${interfaces}*${times}`)).join(' ');
}

function vpcOf(limits: Limits | undefined, addresses: number): string {
  if (limits === undefined) return '';
  const own = limits.ipv4PerInterface === addresses ? '' : `/${limits.ipv4PerInterface}`;
  return `${limits.trunking ? 't' : ''}${limits.branchInterfaces}${own}`;
}

function deviceOf({ Count, Manufacturer = '', MemoryInfo, Name }: DescribedDevice): string {
  return [Count, Manufacturer, MemoryInfo?.SizeInMiB ?? '', Name.replaceAll(' ', '_')].join('*');
}
