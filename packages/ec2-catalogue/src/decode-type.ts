import { type Column, columns, flags } from './columns.ts';
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

const index = Object.fromEntries(columns.map((column, at) => [column, at])) as Record<Column, number>;

/** The type that the cells of `data/types.txt` describe, in the order of the columns; `scripts/encode/types.ts` is the other direction. */
export function decodeType(family: string, size: string, cells: readonly string[]): InstanceType {
  const at = (column: Column): string => cells[index[column]] ?? '';
  const vcpus = Number(at('vcpus'));
  const threadsPerCore = Number(at('threads'));
  const has = (flag: keyof typeof flags): boolean => at('flags').includes(flags[flag]);
  const type: InstanceType = {
    name: `${family}.${size}`,
    family,
    size,
    vcpus,
    cores: vcpus / threadsPerCore,
    threadsPerCore,
    memoryMib: Number(at('memory')),
    architectures: words(at('architectures')),
    virtualization: words(at('virtualization')) as InstanceType['virtualization'],
    bareMetal: has('bareMetal'),
    burstable: has('burstable'),
    currentGeneration: has('currentGeneration'),
    usageClasses: words(at('usage')) as UsageClass[],
    cpuManufacturer: at('manufacturer'),
    nestedVirtualization: has('nestedVirtualization'),
    nitroEnclaves: has('nitroEnclaves'),
    placementStrategies: words(at('strategies')) as InstanceType['placementStrategies'],
    ebs: decodeEbs(at),
    network: decodeNetwork(at, has('encryptionInTransit')),
    gpus: words(at('gpus')).map(decodeDevices),
    inferenceAccelerators: words(at('inference')).map(decodeDevices),
    neuron: words(at('neuron')).map(decodeNeuron),
  };
  if (at('hypervisor') !== '') type.hypervisor = at('hypervisor') as 'nitro' | 'xen';
  if (at('clock') !== '') type.sustainedClockGhz = Number(at('clock'));
  if (at('store') !== '') type.instanceStore = decodeStore(at('store'));
  if (at('vpc') !== '') type.vpc = decodeVpc(at);
  return type;
}

/** The text of a type in a column. */
type Cell = (column: Column) => string;

function decodeEbs(at: Cell): EbsLimits {
  const limits: EbsLimits = { optimized: at('ebs') as EbsLimits['optimized'] };
  if (at('ebsMbps') !== '') limits.maximumMbps = Number(at('ebsMbps'));
  if (at('ebsAttachments') !== '') limits.maximumAttachments = Number(at('ebsAttachments'));
  return limits;
}

/** `nvme 2x600ssd` */
function decodeStore(text: string): InstanceStore {
  const [first = '', ...rest] = words(text);
  const nvme = first === 'nvme';
  const disks = (nvme ? rest : [first, ...rest]).map(decodeDisks);
  return { totalGb: disks.reduce((sum, { count, sizeGb }) => sum + count * sizeGb, 0), nvme, disks };
}

function decodeDisks(text: string): Disks {
  const [count, size] = numbers(text.slice(0, -3), 'x');
  return { count: count ?? 0, sizeGb: size ?? 0, kind: text.slice(-3) as Disks['kind'] };
}

function decodeNetwork(at: Cell, encryptionInTransit: boolean): NetworkLimits {
  const limits: NetworkLimits = {
    performance: decodePerformance(at('performance')),
    ena: at('ena') as NetworkLimits['ena'],
    maximumInterfaces: Number(at('interfaces')),
    ipv4PerInterface: Number(at('addresses')),
    cards: words(at('cards')).flatMap(repeated),
    defaultCard: 0,
    efaInterfaces: Number(at('efa')),
    encryptionInTransit,
  };
  if (at('bandwidth') !== '') limits.bandwidthMbps = Number(at('bandwidth'));
  return limits;
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
function decodeVpc(at: Cell): VpcLimits {
  const text = at('vpc');
  const [branchInterfaces = 0, ipv4PerInterface = Number(at('addresses'))] = numbers(
    text.replace('t', ''),
    '/',
  );
  return { trunking: text.startsWith('t'), branchInterfaces, ipv4PerInterface };
}

/** `8*NVIDIA*81920*H100`: count, manufacturer, MiB and name. */
function decodeDevices(text: string): Devices {
  const [count, manufacturer = '', memory = '', name = ''] = text.split('*');
  const devices: Devices = { name: name.replaceAll('_', ' '), manufacturer, count: Number(count) };
  if (memory !== '') devices.memoryMib = Number(memory);
  return devices;
}

/** Devices, and behind them the cores of each. */
function decodeNeuron(text: string): NeuronDevices {
  return { ...decodeDevices(text), coresPerDevice: Number(text.slice(text.lastIndexOf('*') + 1)) };
}

function words(text: string): string[] {
  if (text === '') return [];
  return text.includes(' ') ? text.split(' ') : [text];
}

function numbers(text: string, separator: string): number[] {
  return text === '' ? [] : text.split(separator).map(Number);
}
