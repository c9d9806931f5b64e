import { type InstanceType, loadCatalogue, type Price } from '@poolwright/ec2-catalogue';
import type { Candidate } from '../../instances/candidates/index.ts';

/** A column of the table of instance types. */
export interface Column {
  /** As `--columns` and `--sort` take it. */
  name: string;
  title: string;
  isNumber: boolean;
  /** For people. */
  text(candidate: Candidate, region: string): string;
  /** For programs and for sorting; undefined where it is unknown. */
  value(candidate: Candidate): string | number | undefined;
}

const gib = 2 ** 30;

export const columns: readonly Column[] = [
  {
    name: 'type',
    title: 'TYPE',
    isNumber: false,
    text: ({ type }) => type.name,
    value: ({ type }) => type.name,
  },
  numeric('vcpu', 'VCPU', ({ type }) => type.vcpus, String),
  numeric('memory', 'MEMORY', ({ type }) => type.memoryMib / 1024, gibText),
  numeric('pod-cpu', 'POD CPU', allocatable('cpu'), String),
  numeric('pod-memory', 'POD MEMORY', allocatable('memory', gib), gibText),
  numeric('pods', 'PODS', allocatable('pods'), String),
  numeric('pod-storage', 'POD STORAGE', allocatable('ephemeral-storage', gib), gibText),
  {
    name: 'devices',
    title: 'DEVICES',
    isNumber: false,
    text: ({ type }) => devicesText(type),
    value: ({ type }) => devicesText(type),
  },
  {
    name: 'network',
    title: 'NETWORK',
    isNumber: false,
    text: ({ type }) => type.network.performance.replace(/ Gigabit$/, ' Gbit/s'),
    value: ({ type }) => type.network.bandwidthMbps,
  },
  {
    name: 'zones',
    title: 'ZONES',
    isNumber: false,
    text: ({ zones }, region) => zonesText(zones, region),
    value: ({ zones }) => zones?.join(' '),
  },
  {
    name: 'price',
    title: '$/H',
    isNumber: true,
    text: ({ price }) => priceText(price),
    value: ({ price }) => (price.kind === 'unknown' ? undefined : price.dollarsPerHour),
  },
  {
    name: 'spot',
    title: 'SPOT $/H',
    isNumber: true,
    text: ({ spot }) => (spot === undefined ? '' : `${dollars(spot.lowest)}-${dollars(spot.highest)}`),
    value: ({ spot }) => spot?.lowest,
  },
];

/** Those that the table drops first where the terminal is too narrow for all. */
export const dispensable: readonly string[] = ['network', 'pod-storage', 'zones', 'spot', 'vcpu', 'pods'];

function numeric(
  name: string,
  title: string,
  value: (candidate: Candidate) => number | undefined,
  text: (value: number) => string,
): Column {
  return {
    name,
    title,
    isNumber: true,
    value,
    text: (candidate) => {
      const found = value(candidate);
      return found === undefined ? '?' : text(found);
    },
  };
}

function allocatable(resource: string, unit = 1): (candidate: Candidate) => number | undefined {
  return ({ capacity }) => {
    const amount = capacity.allocatable.get(resource);
    return amount === undefined ? undefined : amount / unit;
  };
}

/** Rounded down, so that what is shown fits. */
function gibText(amount: number): string {
  return `${Math.floor(amount * 10) / 10}Gi`;
}

function devicesText({ gpus, neuron, inferenceAccelerators }: InstanceType): string {
  const devices = neuron.length > 0 ? [...gpus, ...neuron] : [...gpus, ...inferenceAccelerators];
  return devices.map(({ count, name }) => `${count} ${name}`).join(', ');
}

function zonesText(zones: readonly string[] | undefined, region: string): string {
  if (zones === undefined) return '?';
  const all = loadCatalogue().regions().get(region)?.zones ?? [];
  if (zones.length === all.length) return `all ${zones.length}`;
  return zones.map((id) => id.slice(id.indexOf('-') + 1)).join(' ');
}

/** `~0.1150` is an estimate. */
function priceText(price: Price): string {
  if (price.kind === 'unknown') return '?';
  return `${price.kind === 'estimated' ? '~' : ''}${dollars(price.dollarsPerHour)}`;
}

function dollars(amount: number): string {
  return amount.toFixed(amount < 1 ? 4 : amount < 100 ? 3 : 2);
}
