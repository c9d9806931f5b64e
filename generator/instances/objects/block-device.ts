/** The device whose size Karpenter takes for a node's storage: provider v1.15.1, amifamily, EphemeralBlockDevice. */
export function ephemeralDevice(family: string): string | undefined {
  if (family === 'Bottlerocket') return '/dev/xvdb';
  if (family.startsWith('Windows')) return '/dev/sda1';
  return family === 'Custom' ? undefined : '/dev/xvda';
}
