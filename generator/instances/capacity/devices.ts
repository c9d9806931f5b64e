import type { Devices, InstanceType } from '@poolwright/ec2-catalogue';

/** Extended resources of devices that an instance has: provider v1.15.2, types.go, computeCapacity. */
export function deviceResources({ gpus, neuron }: Pick<InstanceType, 'gpus' | 'neuron'>): [string, number][] {
  const [first] = neuron;
  return [
    ['nvidia.com/gpu', countOf(gpus, 'NVIDIA')],
    ['amd.com/gpu', countOf(gpus, 'AMD')],
    ['habana.ai/gaudi', countOf(gpus, 'Habana')],
    ['aws.amazon.com/neuron', neuron.reduce((sum, { count }) => sum + count, 0)],
    // Upstream multiplies the first kind of device only.
    ['aws.amazon.com/neuroncore', first === undefined ? 0 : first.count * first.coresPerDevice],
  ];
}

function countOf(devices: readonly Devices[], maker: string): number {
  return devices.reduce((sum, { count, manufacturer }) => sum + (manufacturer === maker ? count : 0), 0);
}
