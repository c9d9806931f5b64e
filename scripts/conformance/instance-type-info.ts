import { type Devices, type InstanceType, loadCatalogue, type UsageClass } from '@poolwright/ec2-catalogue';

interface Device {
  Name: string;
  Manufacturer: string | null;
  Count: number;
  MemoryInfo: { SizeInMiB: number } | null;
}

/** EC2's answer to DescribeInstanceTypes as Go's suites make it up, of which much may be null. */
export interface InstanceTypeInfo {
  InstanceType: string;
  BareMetal: boolean | null;
  Hypervisor: '' | 'nitro' | 'xen';
  SupportedUsageClasses: UsageClass[];
  VCpuInfo: { DefaultVCpus: number };
  MemoryInfo: { SizeInMiB: number };
  ProcessorInfo: {
    Manufacturer: string | null;
    SupportedArchitectures: string[];
    SustainedClockSpeedInGhz: number | null;
  };
  EbsInfo: {
    EbsOptimizedSupport: InstanceType['ebs']['optimized'];
    EbsOptimizedInfo: { MaximumBandwidthInMbps: number } | null;
  } | null;
  InstanceStorageInfo: { NvmeSupport: string; TotalSizeInGB: number | null } | null;
  NetworkInfo: {
    Ipv4AddressesPerInterface: number;
    DefaultNetworkCardIndex: number;
    NetworkCards: { MaximumNetworkInterfaces: number }[];
    EfaInfo: { MaximumEfaInterfaces: number | null } | null;
    EncryptionInTransitSupported: boolean | null;
  };
  GpuInfo: { Gpus: Device[] } | null;
  InferenceAcceleratorInfo: { Accelerators: Device[] } | null;
  NeuronInfo: { NeuronDevices: (Device & { CoreInfo: { Count: number } })[] } | null;
}

/** The type that EC2 would so describe; what Karpenter has in tables of its own is as in the catalogue. */
export function readInstanceType(info: InstanceTypeInfo): InstanceType {
  const { InstanceType: name, EbsInfo: ebs, InstanceStorageInfo: store, NetworkInfo: network } = info;
  const [family = '', size = ''] = name.split('.');
  const {
    hypervisor: _,
    instanceStore: __,
    ...known
  } = loadCatalogue().type(name) ?? {
    ...blank,
    ...undescribed[name],
  };
  return {
    ...known,
    name,
    family,
    size,
    vcpus: info.VCpuInfo.DefaultVCpus,
    memoryMib: info.MemoryInfo.SizeInMiB,
    architectures: info.ProcessorInfo.SupportedArchitectures,
    ...(info.Hypervisor === '' ? {} : { hypervisor: info.Hypervisor }),
    bareMetal: info.BareMetal ?? false,
    usageClasses: info.SupportedUsageClasses,
    cpuManufacturer: info.ProcessorInfo.Manufacturer ?? '',
    sustainedClockGhz: info.ProcessorInfo.SustainedClockSpeedInGhz ?? 0,
    ebs: {
      optimized: ebs?.EbsOptimizedSupport ?? 'unsupported',
      ...(ebs?.EbsOptimizedInfo ? { maximumMbps: ebs.EbsOptimizedInfo.MaximumBandwidthInMbps } : {}),
    },
    ...(store?.TotalSizeInGB
      ? {
          instanceStore: {
            totalGb: store.TotalSizeInGB,
            nvme: store.NvmeSupport !== 'unsupported',
            disks: [],
          },
        }
      : {}),
    network: {
      ...known.network,
      ipv4PerInterface: network.Ipv4AddressesPerInterface,
      cards: network.NetworkCards.map(({ MaximumNetworkInterfaces }) => MaximumNetworkInterfaces),
      defaultCard: network.DefaultNetworkCardIndex,
      efaInterfaces: network.EfaInfo?.MaximumEfaInterfaces ?? 0,
      encryptionInTransit: network.EncryptionInTransitSupported ?? false,
    },
    gpus: (info.GpuInfo?.Gpus ?? []).map(readDevice),
    inferenceAccelerators: (info.InferenceAcceleratorInfo?.Accelerators ?? []).map(readDevice),
    neuron: (info.NeuronInfo?.NeuronDevices ?? []).map((device) => ({
      ...readDevice(device),
      coresPerDevice: device.CoreInfo.Count,
    })),
  };
}

function readDevice({ Name, Manufacturer, Count, MemoryInfo }: Device): Devices {
  const memory = MemoryInfo === null ? {} : { memoryMib: MemoryInfo.SizeInMiB };
  return { name: Name, manufacturer: Manufacturer ?? '', count: Count, ...memory };
}

/** What a type has where nothing says otherwise. */
const blank: InstanceType = {
  name: '',
  family: '',
  size: '',
  vcpus: 0,
  cores: 0,
  threadsPerCore: 1,
  memoryMib: 0,
  architectures: [],
  virtualization: ['hvm'],
  bareMetal: false,
  burstable: false,
  currentGeneration: false,
  usageClasses: [],
  cpuManufacturer: '',
  nestedVirtualization: false,
  nitroEnclaves: false,
  placementStrategies: [],
  ebs: { optimized: 'unsupported' },
  network: {
    performance: '',
    ena: 'supported',
    maximumInterfaces: 0,
    ipv4PerInterface: 0,
    cards: [],
    defaultCard: 0,
    efaInterfaces: 0,
    encryptionInTransit: false,
  },
  gpus: [],
  inferenceAccelerators: [],
  neuron: [],
};

/** What Karpenter's tables say of a type that EC2 no longer describes. */
const undescribed: Readonly<Record<string, Partial<InstanceType>>> = {
  'dl1.24xlarge': {
    network: { ...blank.network, bandwidthMbps: 400_000 },
    vpc: { trunking: true, branchInterfaces: 62, ipv4PerInterface: 50 },
  },
};
