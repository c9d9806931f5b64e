import { gunzipSync } from 'node:zlib';
import type { Archive } from '../download.ts';

const folder = 'moto/ec2/resources';

/** What the data keeps of an answer of `DescribeInstanceTypes`. */
export interface Described {
  InstanceType: string;
  BareMetal: boolean;
  BurstablePerformanceSupported: boolean;
  CurrentGeneration: boolean;
  Hypervisor?: string;
  NitroEnclavesSupport: string;
  SupportedUsageClasses: string[];
  SupportedVirtualizationTypes: string[];
  VCpuInfo: { DefaultVCpus: number; DefaultCores: number };
  MemoryInfo: { SizeInMiB: number };
  ProcessorInfo: {
    Manufacturer: string;
    SupportedArchitectures: string[];
    SupportedFeatures?: string[];
    SustainedClockSpeedInGhz?: number;
  };
  PlacementGroupInfo: { SupportedStrategies: string[] };
  EbsInfo: {
    EbsOptimizedSupport: string;
    EbsOptimizedInfo?: { MaximumBandwidthInMbps: number };
    MaximumEbsAttachments?: number;
  };
  InstanceStorageInfo?: {
    TotalSizeInGB: number;
    NvmeSupport: string;
    Disks: { Count: number; SizeInGB: number; Type: string }[];
  };
  NetworkInfo: {
    NetworkPerformance: string;
    EnaSupport: string;
    MaximumNetworkInterfaces: number;
    Ipv4AddressesPerInterface: number;
    DefaultNetworkCardIndex: number;
    NetworkCards: { NetworkCardIndex: number; MaximumNetworkInterfaces: number }[];
    EfaInfo?: { MaximumEfaInterfaces: number };
    EncryptionInTransitSupported: boolean;
  };
  GpuInfo?: { Gpus: DescribedDevice[] };
  InferenceAcceleratorInfo?: { Accelerators: DescribedDevice[] };
  NeuronInfo?: { NeuronDevices: (DescribedDevice & { CoreInfo: { Count: number } })[] };
}

/** GPUs or accelerators of a kind. */
export interface DescribedDevice {
  Name: string;
  Manufacturer?: string;
  Count: number;
  MemoryInfo?: { SizeInMiB: number };
}

/** All types by name. */
export async function describedTypes(moto: Archive): Promise<ReadonlyMap<string, Described>> {
  return new Map(
    Object.entries(await json<Record<string, Described>>(moto, `${folder}/instance_types.json.gz`)),
  );
}

/** The types that each zone of a region offers, by the zone's ID; undefined for a region that moto does not know. */
export async function offeringsOf(
  moto: Archive,
  region: string,
): Promise<ReadonlyMap<string, ReadonlySet<string>> | undefined> {
  const path = `${folder}/instance_type_offerings/availability-zone-id/${region}.json.gz`;
  const rows = await json<{ InstanceType: string; Location: string }[]>(moto, path).catch(() => undefined);
  if (rows === undefined) return undefined;
  const zones = new Map<string, Set<string>>();
  for (const { InstanceType, Location } of rows)
    zones.set(Location, (zones.get(Location) ?? new Set()).add(InstanceType));
  return new Map([...zones].sort(([one], [other]) => (one < other ? -1 : 1)));
}

async function json<T>(moto: Archive, path: string): Promise<T> {
  return JSON.parse(gunzipSync(await moto(path)).toString()) as T;
}
