/** How EC2 sells an instance. */
export type UsageClass = 'on-demand' | 'spot' | 'capacity-block';

/** Devices of one kind that an instance has. */
export interface Devices {
  /** EC2's name of the device: `A10G`, `Inferentia2`. */
  name: string;
  /** EC2's spelling: `NVIDIA`, `AWS`. */
  manufacturer: string;
  /** How many whole devices: 0 for an instance that gets a part of one. */
  count: number;
  /** Of each device; undefined where EC2 does not state it. */
  memoryMib?: number;
}

/** AWS Neuron devices: Inferentia and Trainium. */
export interface NeuronDevices extends Devices {
  coresPerDevice: number;
}

/** Disks of an instance store that are alike. */
export interface Disks {
  count: number;
  sizeGb: number;
  kind: 'ssd' | 'hdd';
}

/** The disks that come with an instance, and go with it. */
export interface InstanceStore {
  totalGb: number;
  nvme: boolean;
  disks: readonly Disks[];
}

/** What EBS volumes get from an instance. */
export interface EbsLimits {
  /** `default`: EBS-optimized always; `supported`: at a charge. */
  optimized: 'default' | 'supported' | 'unsupported';
  maximumMbps?: number;
  maximumAttachments?: number;
}

/** The network of an instance. */
export interface NetworkLimits {
  /** EC2's words: `Up to 25 Gigabit`. */
  performance: string;
  /** Karpenter's label `instance-network-bandwidth`; undefined where its table has no value, as for old types. */
  bandwidthMbps?: number;
  ena: 'required' | 'supported' | 'unsupported';
  maximumInterfaces: number;
  ipv4PerInterface: number;
  /** The most interfaces of each network card, by index. */
  cards: readonly number[];
  /** The index of the card with the primary interface. */
  defaultCard: number;
  /** The most EFA interfaces; 0 without support. */
  efaInterfaces: number;
  encryptionInTransit: boolean;
}

/** What the VPC resource controller knows of an instance: Karpenter's `zz_generated.vpclimits.go`. */
export interface VpcLimits {
  /** Whether pods can have network interfaces of their own (security groups for pods). */
  trunking: boolean;
  /** How many such interfaces. */
  branchInterfaces: number;
  ipv4PerInterface: number;
}

/** An EC2 instance type as `DescribeInstanceTypes` and Karpenter's tables describe it. */
export interface InstanceType {
  /** `inf2.48xlarge` */
  name: string;
  /** `inf2` */
  family: string;
  /** `48xlarge` */
  size: string;
  vcpus: number;
  cores: number;
  threadsPerCore: number;
  memoryMib: number;
  /** EC2's names, in EC2's order: `x86_64`, `arm64`, `i386`, `x86_64_mac`, `arm64_mac`. */
  architectures: readonly string[];
  virtualization: readonly ('hvm' | 'paravirtual')[];
  /** Undefined for bare metal. */
  hypervisor?: 'nitro' | 'xen';
  bareMetal: boolean;
  burstable: boolean;
  currentGeneration: boolean;
  usageClasses: readonly UsageClass[];
  /** EC2's spelling: `Intel`, `AMD`, `AWS`, `Apple`. */
  cpuManufacturer: string;
  sustainedClockGhz?: number;
  nestedVirtualization: boolean;
  nitroEnclaves: boolean;
  placementStrategies: readonly ('cluster' | 'partition' | 'spread')[];
  ebs: EbsLimits;
  instanceStore?: InstanceStore;
  network: NetworkLimits;
  /** Undefined where Karpenter's table lacks the type. */
  vpc?: VpcLimits;
  gpus: readonly Devices[];
  /** Inference accelerators, among them Inferentia, which is in `neuron`, too. */
  inferenceAccelerators: readonly Devices[];
  neuron: readonly NeuronDevices[];
}

/** The family of a type, which its name begins with; the whole name where it has no dot. */
export function familyOf(name: string): string {
  const dot = name.indexOf('.');
  return dot < 0 ? name : name.slice(0, dot);
}
