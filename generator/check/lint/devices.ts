import type { InstanceType } from '../../instances/types/instance-types.ts';

/** Resources of accelerators. */
const DEVICES = ['nvidia.com/gpu', 'amd.com/gpu', 'aws.amazon.com/neuron', 'habana.ai/gaudi'];

/** The accelerator that a type has, as the name of its resource. */
export function deviceOf({ allocatable }: Pick<InstanceType, 'allocatable'>): string | undefined {
  return DEVICES.find((device) => (allocatable.get(device) ?? 0) > 0);
}

/** Whether a pod requests an accelerator, or a part of one, such as `aws.amazon.com/neuroncore` or a MIG profile. */
export function requestsDevice(requests: ReadonlyMap<string, number>): boolean {
  return [...requests].some(([name, amount]) => amount > 0 && /gpu|neuron|gaudi|nvidia|efa/i.test(name));
}
