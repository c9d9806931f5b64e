import type { InstanceType } from '@poolwright/ec2-catalogue';
import {
  archLabel,
  categoryLabel,
  familyLabel,
  generationLabel,
  instancePrefix as prefix,
  sizeLabel,
  typeLabel,
} from '../objects/labels.ts';

const flexLabel = `${prefix}capability-flex`;

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
const scheme = /^([a-z]+)(?:-[0-9]+tb)?([0-9]+)/;

/** The labels that all types of a family have, since its name says so. */
export function familyLabels(family: string): Map<string, string> {
  const labels = new Map([
    [familyLabel, family],
    [flexLabel, String(family.includes('-flex'))],
  ]);
  const [, category, generation] = scheme.exec(family) ?? [];
  if (category !== undefined && generation !== undefined)
    labels.set(categoryLabel, category).set(generationLabel, generation);
  return labels;
}

/** The labels that a node of the type has from its hardware: provider v1.15.2, pkg/providers/instancetype/types.go, computeRequirements. */
export function labelsOf(type: InstanceType): Map<string, string> {
  const { network, ebs, instanceStore } = type;
  const labels = familyLabels(type.family);
  const set = (key: string, value: string | number | undefined): void => {
    if (value !== undefined) labels.set(key, String(value));
  };
  set(typeLabel, type.name);
  set(archLabel, architectureOf(type));
  set(sizeLabel, type.size);
  set(`${prefix}cpu`, type.vcpus);
  set(`${prefix}cpu-manufacturer`, kebab(type.cpuManufacturer));
  set(`${prefix}cpu-sustained-clock-speed-mhz`, Math.round((type.sustainedClockGhz ?? 0) * 1000));
  set(`${prefix}memory`, type.memoryMib);
  set(`${prefix}ebs-bandwidth`, ebs.optimized === 'default' ? ebs.maximumMbps : undefined);
  set(`${prefix}network-bandwidth`, network.bandwidthMbps);
  set(`${prefix}local-nvme`, instanceStore?.nvme ? instanceStore.totalGb : undefined);
  set(`${prefix}hypervisor`, type.hypervisor ?? '');
  set(`${prefix}encryption-in-transit-supported`, String(network.encryptionInTransit));
  setGpu(type, set);
  setAccelerator(type, set);
  return labels;
}

type SetLabel = (key: string, value: string | number | undefined) => void;

/** Types with GPUs of two kinds have no such label. */
function setGpu({ gpus }: InstanceType, set: SetLabel): void {
  const [gpu] = gpus;
  if (gpu === undefined || gpus.length !== 1) return;
  set(`${prefix}gpu-name`, kebab(gpu.name));
  set(`${prefix}gpu-manufacturer`, kebab(gpu.manufacturer));
  set(`${prefix}gpu-count`, gpu.count);
  set(`${prefix}gpu-memory`, gpu.memoryMib ?? 0);
}

function setAccelerator({ neuron, inferenceAccelerators }: InstanceType, set: SetLabel): void {
  const devices = neuron.length > 0 ? neuron : inferenceAccelerators;
  const [device] = devices;
  if (device === undefined || devices.length !== 1) return;
  set(`${prefix}accelerator-name`, kebab(device.name));
  set(`${prefix}accelerator-manufacturer`, neuron.length > 0 ? 'aws' : kebab(device.manufacturer));
  set(`${prefix}accelerator-count`, device.count);
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
