import type { ValueObject } from '@kustomize-ts/core';
import {
  capacityUnder,
  type NodeCapacity,
  type Resources,
} from '../../generator/instances/capacity/index.ts';
import type { NodeClass } from '../../generator/instances/objects/node-class.ts';
import { quantityOf } from '../../generator/instances/objects/quantity.ts';
import type { Requirement } from '../../generator/instances/requirements/requirement.ts';
import { requirementsOf } from '../../generator/instances/types/requirements.ts';
import { type InstanceTypeInfo, readInstanceType } from './instance-type-info.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

type Amounts = Record<string, string>;

interface Case {
  id: string;
  object: ValueObject & {
    amiFamily?: string;
    region: string;
    offeringZones: string[] | null;
    subnetZoneInfo: { Zone: string; ZoneID: string }[] | null;
    reservedENIs: number;
    vmMemoryOverheadPercent: number;
  };
  extra: Record<keyof NodeCapacity, Amounts> & {
    info: InstanceTypeInfo;
    requirements: Record<string, { operator: string; values: string[] }>;
  };
}

/**
 * An instance type under a node class and the kubelet's settings: capacity, overheads, allocatable and requirements. Cases
 * have the kubelet's settings beside the others.
 */
export default async function run(lines: unknown[]): Promise<Outcome> {
  const failures = (lines as Case[]).flatMap((one) => {
    const faults = [...capacityFaults(one), ...requirementFaults(one)];
    return faults.length === 0 ? [] : [[one.id, ...faults].join('\n  ')];
  });
  return outcomeOf(lines, failures);
}

function capacityFaults({ object, extra }: Case): string[] {
  const nodeClass: NodeClass = {
    name: 'a',
    title: 'EC2NodeClass/a',
    spec: { ...object, kubelet: object },
    family: object.amiFamily ?? 'AL2023',
  };
  const controller = {
    vmMemoryOverheadPercent: object.vmMemoryOverheadPercent,
    reservedEnis: object.reservedENIs,
  };
  const got = capacityUnder(nodeClass, controller)(readInstanceType(extra.info));
  const parts = ['capacity', 'kubeReserved', 'systemReserved', 'evictionThreshold', 'allocatable'] as const;
  return parts.flatMap((part) => amountFaults(part, got[part], extra[part]));
}

function amountFaults(part: string, got: Resources, wanted: Amounts): string[] {
  const names = new Set([...got.keys(), ...Object.keys(wanted)]);
  return [...names].flatMap((name) => {
    const amount = quantityOf(wanted[name]);
    return got.get(name) === amount ? [] : [`${part} ${name}: wanted ${amount}, got ${got.get(name)}`];
  });
}

function requirementFaults({ object, extra }: Case): string[] {
  const subnets = object.subnetZoneInfo ?? [];
  const offered = subnets.filter(({ Zone }) => object.offeringZones?.includes(Zone));
  const got = requirementsOf(readInstanceType(extra.info), {
    family: object.amiFamily ?? 'AL2023',
    region: object.region,
    zones: offered.map(({ Zone }) => Zone),
    zoneIds: offered.map(({ ZoneID }) => ZoneID),
  });
  const keys = new Set([...got.keys(), ...Object.keys(extra.requirements)]);
  return [...keys].flatMap((key) => {
    const wanted = extra.requirements[key];
    const [a, b] = [textOf(got.get(key)), wanted && `${wanted.operator} ${[...wanted.values].sort()}`];
    return a === b ? [] : [`requirement ${key}: wanted ${b}, got ${a}`];
  });
}

function textOf(requirement: Requirement | undefined): string | undefined {
  if (requirement === undefined) return undefined;
  const values = [...requirement.values].sort();
  return `${values.length === 0 ? 'DoesNotExist' : 'In'} ${values}`;
}
