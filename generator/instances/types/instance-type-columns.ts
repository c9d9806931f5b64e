/** How Karpenter's labels of instance types begin. */
export const prefix = 'karpenter.k8s.aws/instance-';
export const familyLabel = `${prefix}family`;
export const typeLabel = 'node.kubernetes.io/instance-type';
export const sizeLabel = `${prefix}size`;
export const categoryLabel = `${prefix}category`;
export const generationLabel = `${prefix}generation`;

/** The family of a type, which its name begins with. */
export function familyOf(name: string): string {
  const dot = name.indexOf('.');
  return dot < 0 ? name : name.slice(0, dot);
}

/** The labels that every type has, in the order of the generated table's columns; behind them stand cpu, memory and pods. */
export const columns: readonly string[] = [
  categoryLabel,
  generationLabel,
  `${prefix}cpu`,
  `${prefix}memory`,
  'kubernetes.io/arch',
  `${prefix}cpu-manufacturer`,
  `${prefix}cpu-sustained-clock-speed-mhz`,
  `${prefix}hypervisor`,
  `${prefix}encryption-in-transit-supported`,
  `${prefix}capability-flex`,
];
