import type { InstanceType } from '@poolwright/ec2-catalogue';

const mib = 2 ** 20;
/** What a Graviton instance keeps for contiguous allocations. */
const gravitonMib = 64;

/**
 * The bytes of memory that Karpenter expects a node to have: what EC2 states less a share for the hypervisor. Once a
 * node of the type runs, Karpenter takes what it reports. provider v1.15.2, types.go, memory.
 */
export function memoryOf(
  { memoryMib, architectures }: Pick<InstanceType, 'memoryMib' | 'architectures'>,
  overheadPercent: number,
): number {
  const whole = (memoryMib - (architectures[0] === 'arm64' ? gravitonMib : 0)) * mib;
  return whole - Math.ceil((whole * overheadPercent) / 1024 / 1024) * mib;
}
