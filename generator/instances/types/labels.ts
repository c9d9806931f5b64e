import type { InstanceType } from '@poolwright/ec2-catalogue';
import {
  categoryLabel,
  familyLabel,
  generationLabel,
  prefix,
  sizeLabel,
  typeLabel,
} from './instance-type-columns.ts';

const archLabel = 'kubernetes.io/arch';

/** Karpenter's labels of instance types, which are absent from types to which they do not apply. */
export const hardwareLabels: readonly string[] = [
  typeLabel,
  archLabel,
  categoryLabel,
  familyLabel,
  generationLabel,
  sizeLabel,
  ...[
    'cpu',
    'cpu-manufacturer',
    'cpu-sustained-clock-speed-mhz',
    'memory',
    'ebs-bandwidth',
    'network-bandwidth',
    'capability-flex',
    'local-nvme',
    'gpu-name',
    'gpu-manufacturer',
    'gpu-count',
    'gpu-memory',
    'accelerator-name',
    'accelerator-manufacturer',
    'accelerator-count',
    'hypervisor',
    'encryption-in-transit-supported',
  ].map((name) => prefix + name),
];

// types.go, instanceTypeScheme
const scheme = /^([a-z]+)(?:-[0-9]+tb)?([0-9]+).*\./;

/** The labels that a node of the type has from its hardware: provider v1.15.2, pkg/providers/instancetype/types.go, computeRequirements. */
export function labelsOf(type: InstanceType): Map<string, string> {
  const [, category, generation] = scheme.exec(type.name) ?? [];
  const { network, ebs, instanceStore } = type;
  const labels: Record<string, string | number | undefined> = {
    [typeLabel]: type.name,
    [archLabel]: architectureOf(type),
    [categoryLabel]: category,
    [familyLabel]: type.family,
    [generationLabel]: generation,
    [sizeLabel]: type.size,
    [`${prefix}cpu`]: type.vcpus,
    [`${prefix}cpu-manufacturer`]: kebab(type.cpuManufacturer),
    [`${prefix}cpu-sustained-clock-speed-mhz`]: Math.round((type.sustainedClockGhz ?? 0) * 1000),
    [`${prefix}memory`]: type.memoryMib,
    [`${prefix}ebs-bandwidth`]: ebs.optimized === 'default' ? ebs.maximumMbps : undefined,
    [`${prefix}network-bandwidth`]: network.bandwidthMbps,
    [`${prefix}capability-flex`]: String(type.family.includes('-flex')),
    [`${prefix}local-nvme`]: instanceStore?.nvme ? instanceStore.totalGb : undefined,
    [`${prefix}hypervisor`]: type.hypervisor ?? '',
    [`${prefix}encryption-in-transit-supported`]: String(network.encryptionInTransit),
    ...gpuLabels(type),
    ...acceleratorLabels(type),
  };
  return new Map(
    Object.entries(labels).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, String(value)] as const],
    ),
  );
}

/** Types with GPUs of two kinds have no such label. */
function gpuLabels({ gpus }: InstanceType): Record<string, string | number | undefined> {
  const [gpu] = gpus;
  if (gpu === undefined || gpus.length !== 1) return {};
  return {
    [`${prefix}gpu-name`]: kebab(gpu.name),
    [`${prefix}gpu-manufacturer`]: kebab(gpu.manufacturer),
    [`${prefix}gpu-count`]: gpu.count,
    [`${prefix}gpu-memory`]: gpu.memoryMib ?? 0,
  };
}

function acceleratorLabels({ neuron, inferenceAccelerators }: InstanceType): Record<string, string | number> {
  const devices = neuron.length > 0 ? neuron : inferenceAccelerators;
  const [device] = devices;
  if (device === undefined || devices.length !== 1) return {};
  return {
    [`${prefix}accelerator-name`]: kebab(device.name),
    [`${prefix}accelerator-manufacturer`]: neuron.length > 0 ? 'aws' : kebab(device.manufacturer),
    [`${prefix}accelerator-count`]: device.count,
  };
}

/** The architecture as Kubernetes names it; of a Mac, the text that Go prints of EC2's list. */
export function architectureOf({ architectures }: Pick<InstanceType, 'architectures'>): string {
  for (const name of architectures) {
    if (name === 'x86_64') return 'amd64';
    if (name === 'arm64') return name;
  }
  return `[${architectures.join(' ')}]`;
}

function kebab(text: string): string {
  return text.replaceAll(' ', '-').toLowerCase();
}
