import type { Resources } from '../capacity/resources.ts';
import type { Taint } from '../objects/taint.ts';
import type { LabelConflict, Requirements } from '../requirements/compatible.ts';
import type { TopologyConflict } from './topology.ts';

/** What instance types met of what a pod needs: core v1.15.0, scheduling/nodeclaim.go, InstanceTypeFilterError. */
export interface TypeFilter {
  meetRequirements: boolean;
  fit: boolean;
  haveOffering: boolean;
  /** Whether one met the other two. */
  lackRoom: boolean;
  lackRequirements: boolean;
}

/** Why no node of a pool can take a pod. */
export type Reason =
  | { kind: 'taints'; taints: readonly Taint[] }
  | {
      kind: 'labels';
      /** What requires it: the pod itself, its volumes, or the pods that it has to be with. */
      by: 'pod' | 'volumes' | 'topology';
      conflicts: readonly LabelConflict[];
      minValues: ReadonlyMap<string, number>;
    }
  | { kind: 'topology'; conflict: TopologyConflict; minValues: ReadonlyMap<string, number> }
  | ({ kind: 'types' } & Needs & TypeFilter)
  | ({ kind: 'min-values'; labels: readonly string[] } & Needs)
  | { kind: 'limits'; pool: string }
  | { kind: 'node-limit'; pool: string }
  | { kind: 'no-types' }
  /** The launch names types of which the node class selects no image. */
  | { kind: 'no-image' }
  | { kind: 'claims' };

/** What a node for the pod has to have. */
export interface Needs {
  requirements: Requirements;
  minValues: ReadonlyMap<string, number>;
  requests: Resources;
  /** The least and the most that DaemonSets request beside the pod; empty where they request nothing. */
  least: Resources;
  most: Resources;
}
