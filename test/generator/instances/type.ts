import type { InstanceType } from '@poolwright/ec2-catalogue';

/** m5.large as EC2 describes it, with other values for some fields. */
export function m5Large(other: Partial<InstanceType> = {}): InstanceType {
  return {
    name: 'm5.large',
    family: 'm5',
    size: 'large',
    vcpus: 2,
    cores: 1,
    threadsPerCore: 2,
    memoryMib: 8192,
    architectures: ['x86_64'],
    virtualization: ['hvm'],
    hypervisor: 'nitro',
    bareMetal: false,
    burstable: false,
    currentGeneration: true,
    usageClasses: ['on-demand', 'spot'],
    cpuManufacturer: 'Intel',
    sustainedClockGhz: 3.1,
    nestedVirtualization: false,
    nitroEnclaves: false,
    placementStrategies: ['cluster', 'partition', 'spread'],
    ebs: { optimized: 'default', maximumMbps: 4750 },
    network: {
      performance: 'Up to 10 Gigabit',
      bandwidthMbps: 750,
      ena: 'required',
      maximumInterfaces: 3,
      ipv4PerInterface: 10,
      cards: [3],
      defaultCard: 0,
      efaInterfaces: 0,
      encryptionInTransit: false,
    },
    vpc: { trunking: true, branchInterfaces: 9, ipv4PerInterface: 10 },
    gpus: [],
    inferenceAccelerators: [],
    neuron: [],
    ...other,
  };
}
