import type { Resources } from '../capacity/resources.ts';
import type { Requirements } from '../requirements/compatible.ts';
import { unmetMinValues } from '../requirements/min-values.ts';
import type { DaemonGroup } from './daemon-groups.ts';
import { type HostPort, portConflict } from './host-ports.ts';
import { hasRoom, matches, type NodeType, offeringsWith, sum } from './node-type.ts';
import type { PlannedPod } from './planned-pod.ts';
import type { Reason, TypeFilter } from './reason.ts';

/** A node that is not launched yet, and what it has to hold. */
export interface Load {
  types: readonly NodeType[];
  groups: readonly DaemonGroup[];
  requirements: Requirements;
  minValues: ReadonlyMap<string, number>;
  /** Of all pods, without those of DaemonSets. */
  total: Resources;
  /** Ports of the node that its pods have. */
  taken: readonly HostPort[];
}

/**
 * The instance types that hold a pod with what is there already: core v1.15.0, scheduling/nodeclaim.go,
 * filterInstanceTypesByRequirements.
 */
export function typesFor(load: Load, pod: Pick<PlannedPod, 'ports' | 'requests'>): NodeType[] | Reason {
  const { requirements, minValues, total } = load;
  const met: TypeFilter = {
    meetRequirements: false,
    fit: false,
    haveOffering: false,
    lackRoom: false,
    lackRequirements: false,
  };
  const eligible = new Set(load.types);
  const overheads: Resources[] = [];
  const remaining: NodeType[] = [];
  for (const group of load.groups) {
    if (portConflict(pod.ports, [...group.ports, ...load.taken]) !== undefined) continue;
    if (group.overhead.size > 0) overheads.push(group.overhead);
    const requests = group.overhead.size > 0 ? sum(total, group.overhead) : total;
    for (const type of group.types)
      if (eligible.has(type) && isLeft(met, type, requirements, requests)) remaining.push(type);
  }
  const needs = {
    requirements,
    minValues,
    requests: pod.requests,
    least: bounds(overheads, Math.min),
    most: bounds(overheads, Math.max),
  };
  const labels = unmetMinValues(remaining, requirements, minValues);
  if (labels.length > 0) return { kind: 'min-values', labels, ...needs };
  return remaining.length > 0 ? remaining : { kind: 'types', ...needs, ...met };
}

function isLeft(met: TypeFilter, type: NodeType, requirements: Requirements, requests: Resources): boolean {
  const isMatch = matches(type, requirements);
  const isOffered = offeringsWith(type, requirements).length > 0;
  // Upstream counts room only together with an offering.
  const isRoomy = isOffered && hasRoom(type.allocatable, requests);
  met.meetRequirements ||= isMatch;
  met.fit ||= isRoomy;
  met.haveOffering ||= isOffered;
  met.lackRoom ||= isMatch && isOffered && !isRoomy;
  met.lackRequirements ||= isRoomy && isOffered && !isMatch;
  return isMatch && isRoomy && isOffered;
}

/** Resources that all lists have, each with the least or the most of it. */
function bounds([first, ...others]: readonly Resources[], pick: (a: number, b: number) => number): Resources {
  const out = new Map(first);
  for (const other of others) {
    for (const [resource, amount] of other) {
      const known = out.get(resource);
      if (known !== undefined) out.set(resource, pick(known, amount));
      else if (pick === Math.max) out.set(resource, amount);
    }
    if (pick === Math.min) for (const resource of out.keys()) if (!other.has(resource)) out.delete(resource);
  }
  return out;
}
