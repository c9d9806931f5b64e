import type { Resources } from '../capacity/resources.ts';
import { capacityTypeLabel, zoneLabel } from '../objects/labels.ts';
import { disjoint, type Requirements } from '../requirements/compatible.ts';
import { allows } from '../requirements/requirement.ts';

/** One way to launch an instance type. */
export interface Offering {
  /** Undefined where the zones of the cluster are not known; then it is any. */
  zone?: string;
  /** Undefined where it may be any that the pool allows. */
  capacityType?: string;
  /** Dollars per hour; undefined where no source has one. */
  price?: number;
}

/** An instance type as the scheduler sees it under one node class. */
export interface NodeType {
  name: string;
  /** What the labels of its nodes may be. */
  requirements: Requirements;
  capacity: Resources;
  /** What a node leaves to pods; Infinity where the amount is not known. */
  allocatable: Resources;
  offerings: readonly Offering[];
  /** Whether the node class selects an image for it, or may. */
  hasImage: boolean;
}

/** Whether labels of the type's nodes can meet the requirements: core v1.15.0, scheduling/nodeclaim.go, compatible. */
export function matches(type: NodeType, requirements: Requirements): boolean {
  return disjoint(type.requirements, requirements).length === 0;
}

/** The offerings that meet the requirements. */
export function offeringsWith({ offerings }: NodeType, requirements: Requirements): Offering[] {
  const zones = requirements.get(zoneLabel);
  const capacityTypes = requirements.get(capacityTypeLabel);
  return offerings.filter(
    ({ zone, capacityType }) =>
      (zone === undefined || zones === undefined || allows(zones, zone)) &&
      (capacityType === undefined || capacityTypes === undefined || allows(capacityTypes, capacityType)),
  );
}

// Sums of decimal fractions may differ from the decimal sum by less than this.
const slack = 1e-9;

/** Whether an amount is at most the room that there is. */
export function isWithin(amount: number, room: number): boolean {
  return amount <= room + slack;
}

/** Whether a node has room for requests: core, pkg/utils/resources/resources.go, Fits. */
export function hasRoom(allocatable: Resources, requests: Resources): boolean {
  for (const room of allocatable.values()) if (room < 0) return false;
  for (const [resource, amount] of requests)
    if (!isWithin(amount, allocatable.get(resource) ?? 0)) return false;
  return true;
}

/** The sum of amounts, by resource. */
export function sum(...lists: readonly Resources[]): Map<string, number> {
  const out = new Map<string, number>();
  for (const list of lists)
    for (const [resource, amount] of list) out.set(resource, (out.get(resource) ?? 0) + amount);
  return out;
}
