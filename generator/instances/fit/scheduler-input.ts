import type { Resources } from '../capacity/resources.ts';
import type { Taint } from '../objects/taint.ts';
import type { Requirements } from '../requirements/compatible.ts';
import type { NodeType } from './node-type.ts';
import type { PlannedPod } from './planned-pod.ts';
import type { Namespaces } from './topology-terms.ts';

/** A NodePool as the scheduler gets it. */
export interface PoolInput {
  name: string;
  weight: number;
  /** Of its nodes: requirements, labels, and the names of pool and node class. */
  requirements: Requirements;
  minValues: ReadonlyMap<string, number>;
  taints: readonly Taint[];
  /** Resource name, or `nodes`, to the most that is left of its limit. */
  limits: Resources;
  /** What its node class can launch, whether or not the pool's requirements allow it. */
  types: readonly NodeType[];
  /** Zones with a subnet of the node class, whichever types they offer. */
  zones: readonly string[];
}

/** What else decides where pods go. */
export interface ClusterInput {
  /** Labels that Karpenter gives a meaning to. */
  wellKnown: ReadonlySet<string>;
  daemons: readonly PlannedPod[];
  namespaces: Namespaces;
}
