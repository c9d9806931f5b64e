import { type Column, flags } from './columns.ts';
import type {
  Devices,
  Disks,
  EbsLimits,
  InstanceStore,
  InstanceType,
  NetworkLimits,
  NeuronDevices,
  UsageClass,
  VpcLimits,
} from './instance-type.ts';

/** The text of each column of one type. */
export type Cells = Readonly<Record<Column, string>>;

/** The type that the cells of `data/types.txt` describe; `scripts/data/encode-type.ts` is the other direction. */
export function decodeType(family: string, size: string, cells: Cells): InstanceType {
  const vcpus = Number(cells.vcpus);
  const threadsPerCore = Number(cells.threads);
  const has = (flag: keyof typeof flags): boolean => cells.flags.includes(flags[flag]);
  const store = decodeStore(cells.store);
  const vpc = decodeVpc(cells);
  return {
    name: `${family}.${size}`,
    family,
    size,
    vcpus,
    cores: vcpus / threadsPerCore,
    threadsPerCore,
    memoryMib: Number(cells.memory),
    architectures: words(cells.architectures),
    virtualization: words(cells.virtualization) as InstanceType['virtualization'],
    ...(cells.hypervisor === '' ? {} : { hypervisor: cells.hypervisor as 'nitro' | 'xen' }),
    bareMetal: has('bareMetal'),
    burstable: has('burstable'),
    currentGeneration: has('currentGeneration'),
    usageClasses: words(cells.usage) as UsageClass[],
    cpuManufacturer: cells.manufacturer,
    ...(cells.clock === '' ? {} : { sustainedClockGhz: Number(cells.clock) }),
    nestedVirtualization: has('nestedVirtualization'),
    nitroEnclaves: has('nitroEnclaves'),
    placementStrategies: words(cells.strategies) as InstanceType['placementStrategies'],
    ebs: decodeEbs(cells),
    ...(store === undefined ? {} : { instanceStore: store }),
    network: decodeNetwork(cells, has('encryptionInTransit')),
    ...(vpc === undefined ? {} : { vpc }),
    gpus: words(cells.gpus).map(decodeDevices),
    inferenceAccelerators: words(cells.inference).map(decodeDevices),
    neuron: words(cells.neuron).map(decodeNeuron),
  };
}

function decodeEbs({ ebs, ebsMbps, ebsAttachments }: Cells): EbsLimits {
  return {
    optimized: ebs as EbsLimits['optimized'],
    ...(ebsMbps === '' ? {} : { maximumMbps: Number(ebsMbps) }),
    ...(ebsAttachments === '' ? {} : { maximumAttachments: Number(ebsAttachments) }),
  };
}

/** `nvme 2x600ssd` */
function decodeStore(text: string): InstanceStore | undefined {
  if (text === '') return undefined;
  const [first = '', ...rest] = words(text);
  const nvme = first === 'nvme';
  const disks = (nvme ? rest : [first, ...rest]).map(decodeDisks);
  return { totalGb: disks.reduce((sum, { count, sizeGb }) => sum + count * sizeGb, 0), nvme, disks };
}

function decodeDisks(text: string): Disks {
  const [count, size] = numbers(text.slice(0, -3), 'x');
  return { count: count ?? 0, sizeGb: size ?? 0, kind: text.slice(-3) as Disks['kind'] };
}

function decodeNetwork(cells: Cells, encryptionInTransit: boolean): NetworkLimits {
  return {
    performance: decodePerformance(cells.performance),
    ...(cells.bandwidth === '' ? {} : { bandwidthMbps: Number(cells.bandwidth) }),
    ena: cells.ena as NetworkLimits['ena'],
    maximumInterfaces: Number(cells.interfaces),
    ipv4PerInterface: Number(cells.addresses),
    cards: words(cells.cards).flatMap(repeated),
    defaultCard: 0,
    efaInterfaces: Number(cells.efa),
    encryptionInTransit,
  };
}

/** `<25` is "Up to 25 Gigabit", `4x100` is "4x 100 Gigabit"; other words are as they are. */
function decodePerformance(text: string): string {
  const [, upTo = '', times = '', gigabit] = /^(<?)(\d+x)?([\d.]+)$/.exec(text) ?? [];
  if (gigabit === undefined) return text;
  return `${upTo && 'Up to '}${times && `${times} `}${gigabit} Gigabit`;
}

/** `8` is one card with 8 interfaces, `2*31` are 31 cards with 2. */
function repeated(text: string): number[] {
  const [interfaces = 0, times = 1] = numbers(text, '*');
  return new Array<number>(times).fill(interfaces);
}

/** `t54/15`: trunking, branch interfaces and, where it differs from EC2's, the addresses. */
function decodeVpc({ vpc: text, addresses }: Cells): VpcLimits | undefined {
  if (text === '') return undefined;
  const [branchInterfaces = 0, ipv4PerInterface = Number(addresses)] = numbers(text.replace('t', ''), '/');
  return { trunking: text.startsWith('t'), branchInterfaces, ipv4PerInterface };
}

/** `8*NVIDIA*81920*H100`: count, manufacturer, MiB and name. */
function decodeDevices(text: string): Devices {
  const [count, manufacturer = '', memory = '', name = ''] = text.split('*');
  return {
    name: name.replaceAll('_', ' '),
    manufacturer,
    count: Number(count),
    ...(memory === '' ? {} : { memoryMib: Number(memory) }),
  };
}

/** Devices, and behind them the cores of each. */
function decodeNeuron(text: string): NeuronDevices {
  return { ...decodeDevices(text), coresPerDevice: Number(text.slice(text.lastIndexOf('*') + 1)) };
}

function words(text: string): string[] {
  return text === '' ? [] : text.split(' ');
}

function numbers(text: string, separator: string): number[] {
  return text === '' ? [] : text.split(separator).map(Number);
}
