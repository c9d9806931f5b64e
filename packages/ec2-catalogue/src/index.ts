export type { Catalogue, Region } from './catalogue.ts';
export type {
  Devices,
  Disks,
  EbsLimits,
  InstanceStore,
  InstanceType,
  NetworkLimits,
  NeuronDevices,
  UsageClass,
  VpcLimits,
} from './instance-type.ts';
export { familyOf } from './instance-type.ts';
export { loadCatalogue } from './load.ts';
export type { Price, SpotRange } from './price.ts';
