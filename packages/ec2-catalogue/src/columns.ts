/** The columns of `data/types.txt` behind the family, in order. */
export const columns = [
  'vcpus',
  'threads',
  'memory',
  'architectures',
  'virtualization',
  'hypervisor',
  'flags',
  'usage',
  'manufacturer',
  'clock',
  'strategies',
  'ebs',
  'ebsMbps',
  'ebsAttachments',
  'store',
  'performance',
  'bandwidth',
  'ena',
  'interfaces',
  'addresses',
  'cards',
  'efa',
  'vpc',
  'gpus',
  'inference',
  'neuron',
] as const;

export type Column = (typeof columns)[number];

/** The letters of the column `flags`. */
export const flags = {
  bareMetal: 'm',
  burstable: 'b',
  currentGeneration: 'c',
  nestedVirtualization: 'v',
  nitroEnclaves: 'e',
  encryptionInTransit: 't',
} as const;
