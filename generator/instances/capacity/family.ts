/** How Karpenter plans with nodes of an AMI family: provider v1.15.2, pkg/providers/amifamily, FeatureFlags. */
export interface FamilyTraits {
  /** Whether nodes have as many pods as network interfaces have addresses; others have 110. */
  limitsPodsByInterfaces: boolean;
  /** Whether `podsPerCore` counts. */
  hasPodsPerCore: boolean;
  /** Whether the kubelet reserves memory for the pods that the network allows, whatever `maxPods` says. */
  reservesMemoryByInterfaces: boolean;
  /** The size of the volume that holds pods' data, where no mapping states it. */
  volumeGib: number;
  /** The label `node.kubernetes.io/windows-build`. */
  windowsBuild?: string;
}

const linux: FamilyTraits = {
  limitsPodsByInterfaces: true,
  hasPodsPerCore: true,
  reservesMemoryByInterfaces: true,
  volumeGib: 20,
};

const windows: FamilyTraits = {
  limitsPodsByInterfaces: false,
  hasPodsPerCore: true,
  reservesMemoryByInterfaces: false,
  volumeGib: 50,
};

const traits: ReadonlyMap<string, FamilyTraits> = new Map([
  ['Bottlerocket', { ...linux, hasPodsPerCore: false, reservesMemoryByInterfaces: false }],
  ['Windows2019', { ...windows, windowsBuild: '10.0.17763' }],
  ['Windows2022', { ...windows, windowsBuild: '10.0.20348' }],
  ['Windows2025', { ...windows, windowsBuild: '10.0.26100' }],
]);

/** The traits of AL2, AL2023, Bottlerocket, Windows2019, Windows2022, Windows2025 or Custom. */
export function traitsOf(family: string): FamilyTraits {
  return traits.get(family) ?? linux;
}
