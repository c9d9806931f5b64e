import type { InstanceType, NetworkLimits } from '@poolwright/ec2-catalogue';
import { traitsOf } from './family.ts';
import type { Interfaces } from './interfaces.ts';
import type { KubeletSettings } from './kubelet.ts';

/**
 * How many pods get an address of the VPC where each takes one: all addresses of the usable interfaces of the
 * default card but their first ones, and two pods of the host's network. provider v1.15.2, types.go, ENILimitedPods.
 * Prefix delegation allows more, which Karpenter knows of by `maxPods` only.
 */
export function interfaceLimitedPods(
  { cards, defaultCard, ipv4PerInterface }: NetworkLimits,
  reserved: number,
  interfaces: Interfaces,
): number {
  const usable = Math.max((cards[defaultCard] ?? 0) - reserved - interfaces.efaOnlyOnFirstCard, 0);
  return usable === 0 ? 0 : usable * (ipv4PerInterface - 1) + 2;
}

/** What decides, beside the type, how many pods a node has. */
interface PodSettings {
  family: string;
  kubelet: KubeletSettings;
  interfaces: Interfaces;
  reservedEnis: number;
}

/** How many pods Karpenter plans for a node: types.go, pods. */
export function podsOf(
  { vcpus, network }: Pick<InstanceType, 'vcpus' | 'network'>,
  { family, kubelet, interfaces, reservedEnis }: PodSettings,
): number {
  const { maxPods, podsPerCore } = kubelet;
  const { limitsPodsByInterfaces, hasPodsPerCore } = traitsOf(family);
  const count =
    maxPods ?? (limitsPodsByInterfaces ? interfaceLimitedPods(network, reservedEnis, interfaces) : 110);
  return podsPerCore > 0 && hasPodsPerCore ? Math.min(podsPerCore * vcpus, count) : count;
}
