import type { InstanceType } from '@poolwright/ec2-catalogue';
import type { NodeClass } from '../objects/node-class.ts';
import { deviceResources } from './devices.ts';
import { evictionAmount } from './eviction.ts';
import { traitsOf } from './family.ts';
import { type Interfaces, readInterfaces } from './interfaces.ts';
import { type KubeletSettings, readKubelet } from './kubelet.ts';
import { memoryOf } from './memory.ts';
import { interfaceLimitedPods, podsOf } from './pods.ts';
import { kubeReserved } from './reserved.ts';
import { type Resources, subtract } from './resources.ts';
import { storageCapacity } from './storage.ts';

/** Settings of Karpenter itself that decide what it plans with. */
export interface ControllerSettings {
  /** VM_MEMORY_OVERHEAD_PERCENT, a share of 1. */
  vmMemoryOverheadPercent: number;
  /** RESERVED_ENIS */
  reservedEnis: number;
}

export const defaultController: ControllerSettings = { vmMemoryOverheadPercent: 0.075, reservedEnis: 0 };

/** What a node has, and what it keeps from pods. A resource of which the node class leaves the amount unknown is missing. */
export interface NodeCapacity {
  capacity: Resources;
  kubeReserved: Resources;
  systemReserved: Resources;
  evictionThreshold: Resources;
  /** What is left to pods. */
  allocatable: Resources;
}

/**
 * What Karpenter expects a node of an instance type to have under a node class, which is read once for all types: provider v1.15.2,
 * pkg/providers/instancetype/types.go, NewInstanceType.
 */
export function capacityUnder(
  nodeClass: NodeClass,
  controller: ControllerSettings = defaultController,
): (type: InstanceType) => NodeCapacity {
  const kubelet = readKubelet(nodeClass.spec);
  const interfaces = readInterfaces(nodeClass.spec);
  return (type) => {
    const pods = podsOf(type, {
      family: nodeClass.family,
      kubelet,
      interfaces,
      reservedEnis: controller.reservedEnis,
    });
    const memory = memoryOf(type, controller.vmMemoryOverheadPercent);
    const storage = storageCapacity(nodeClass, type.instanceStore?.totalGb);
    const capacity = resources([
      ['cpu', type.vcpus],
      ['memory', memory],
      ['ephemeral-storage', storage],
      ['pods', pods],
      ...deviceResources(type),
      [
        'vpc.amazonaws.com/efa',
        interfaces.list === undefined ? type.network.efaInterfaces : interfaces.efaOnly,
      ],
      ['vpc.amazonaws.com/pod-eni', type.vpc?.trunking ? type.vpc.branchInterfaces : 0],
      ...windowsResources(type, nodeClass.family),
    ]);
    const kube = kubeReserved(
      type.vcpus,
      podsThatReserve(type, nodeClass.family, pods, interfaces),
      kubelet.kubeReserved,
    );
    const threshold = thresholdsOf(memory, storage, kubelet);
    const allocatable = subtract(capacity, kube, kubelet.systemReserved, threshold);
    for (const name of ['memory', 'ephemeral-storage']) if (!threshold.has(name)) allocatable.delete(name);
    return {
      capacity,
      kubeReserved: kube,
      systemReserved: kubelet.systemReserved,
      evictionThreshold: threshold,
      allocatable,
    };
  };
}

function podsThatReserve(type: InstanceType, family: string, pods: number, interfaces: Interfaces): number {
  // RESERVED_ENIS does not count here, and neither does maxPods.
  return traitsOf(family).reservesMemoryByInterfaces
    ? interfaceLimitedPods(type.network, 0, interfaces)
    : pods;
}

function thresholdsOf(
  memory: number,
  storage: number | undefined,
  { memoryThreshold, storageThreshold }: KubeletSettings,
): Map<string, number> {
  return resources([
    ['memory', evictionAmount(memoryThreshold ?? '100Mi', memory)],
    [
      'ephemeral-storage',
      storage === undefined ? undefined : evictionAmount(storageThreshold ?? '10%', storage),
    ],
  ]);
}

function windowsResources({ architectures, vpc }: InstanceType, family: string): [string, number][] {
  if (traitsOf(family).windowsBuild === undefined || !architectures.includes('x86_64')) return [];
  return [['vpc.amazonaws.com/PrivateIPv4Address', vpc === undefined ? 0 : vpc.ipv4PerInterface - 1]];
}

function resources(amounts: readonly (readonly [string, number | undefined])[]): Map<string, number> {
  return new Map(
    amounts.flatMap(([name, amount]) => (amount === undefined ? [] : [[name, amount] as const])),
  );
}
