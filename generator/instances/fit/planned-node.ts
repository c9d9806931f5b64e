import type { Resources } from '../capacity/resources.ts';
import { hostnameLabel } from '../objects/labels.ts';
import { type Taint, untoleratedAll } from '../objects/taint.ts';
import { combined, conflicts, type Requirements } from '../requirements/compatible.ts';
import { oneOf } from '../requirements/requirement.ts';
import type { DaemonGroup } from './daemon-groups.ts';
import type { HostPort } from './host-ports.ts';
import { type NodeType, sum } from './node-type.ts';
import type { PlannedPod } from './planned-pod.ts';
import type { Wishes } from './preferences.ts';
import type { Reason } from './reason.ts';
import type { Topology } from './topology.ts';
import { typesFor } from './type-filter.ts';

/** A pool with the instance types that it can launch. */
export interface PlannedPool {
  name: string;
  requirements: Requirements;
  minValues: ReadonlyMap<string, number>;
  taints: readonly Taint[];
  types: readonly NodeType[];
  groups: readonly DaemonGroup[];
}

/** A node that Karpenter would launch: core v1.15.0, scheduling/nodeclaim.go, NodeClaim. */
export interface PlannedNode {
  pool: PlannedPool;
  hostname: string;
  requirements: Requirements;
  /** What it may be launched as. */
  types: readonly NodeType[];
  requests: Resources;
  ports: readonly HostPort[];
  pods: readonly PlannedPod[];
}

/** A node with room for one more pod. */
export interface Placement {
  requirements: Requirements;
  types: readonly NodeType[];
}

/** What decides, beside a node and a pod, whether they go together. */
export interface Around {
  topology: Topology;
  /** Labels that Karpenter gives a meaning to. */
  wellKnown: ReadonlySet<string>;
}

export function emptyNode(pool: PlannedPool, types: readonly NodeType[], hostname: string): PlannedNode {
  const own = new Map([[hostnameLabel, oneOf(hostname)]]);
  return {
    pool,
    hostname,
    requirements: combined(pool.requirements, own),
    types,
    requests: new Map(),
    ports: [],
    pods: [],
  };
}

/** What the node becomes with the pod, or why it cannot take it: CanAdd. */
export function place(
  node: PlannedNode,
  pod: PlannedPod,
  wishes: Wishes,
  around: Around,
): Placement | Reason {
  const taints = untoleratedAll(node.pool.taints, wishes.tolerations);
  if (taints.length > 0) return { kind: 'taints', taints };
  const { minValues } = node.pool;
  const strict = combined(wishes.selector, wishes.terms[0] ?? none);
  const wanted = combined(strict, wishes.preferred[0] ?? none);
  const found = conflicts(node.requirements, wanted, around.wellKnown);
  if (found.length > 0) return { kind: 'labels', by: 'pod', conflicts: found, minValues };
  const base = combined(node.requirements, wanted);
  let last: Placement | Reason = { kind: 'no-types' };
  for (const volume of pod.volumes.length > 0 ? pod.volumes : [none]) {
    last = placeWithVolume(node, pod, { base, volume, strict }, around);
    if (!('kind' in last)) return last;
  }
  return last;
}

function placeWithVolume(
  node: PlannedNode,
  pod: PlannedPod,
  { base, volume, strict }: Record<'base' | 'volume' | 'strict', Requirements>,
  { topology, wellKnown }: Around,
): Placement | Reason {
  const { minValues, taints, groups } = node.pool;
  const ofVolume = conflicts(base, volume, wellKnown);
  if (ofVolume.length > 0) return { kind: 'labels', by: 'volumes', conflicts: ofVolume, minValues };
  const before = combined(base, volume);
  const tightened = topology.tighten(pod, taints, strict, before);
  if ('conflict' in tightened) return { kind: 'topology', conflict: tightened.conflict, minValues };
  const { requirements } = tightened;
  const elsewhere = conflicts(before, requirements, wellKnown);
  if (elsewhere.length > 0) return { kind: 'labels', by: 'topology', conflicts: elsewhere, minValues };
  const load = {
    types: node.types,
    groups,
    requirements,
    minValues,
    total: sum(node.requests, pod.requests),
    taken: node.ports,
  };
  const types = typesFor(load, pod);
  return 'kind' in types ? types : { requirements, types };
}

/** The node with the pod on it. */
export function withPod(node: PlannedNode, pod: PlannedPod, placement: Placement): PlannedNode {
  return {
    ...node,
    ...placement,
    requests: sum(node.requests, pod.requests),
    ports: [...node.ports, ...pod.ports],
    pods: [...node.pods, pod],
  };
}

const none: Requirements = new Map();
