import type { InstanceType, Price, SpotRange } from '@poolwright/ec2-catalogue';
import type { NodeCapacity } from '../capacity/index.ts';
import type { Requirement } from '../requirements/requirement.ts';

/** An instance type that a pool may launch. */
export interface Candidate {
  type: InstanceType;
  labels: ReadonlyMap<string, string>;
  /** What the labels of its nodes may be. */
  requirements: ReadonlyMap<string, Requirement>;
  /** The IDs of the zones in which it can be launched; undefined where no source names the region's zones. */
  zones: readonly string[] | undefined;
  /** On demand. */
  price: Price;
  /** Undefined where the pool launches no spot instances, or no source has prices of them. */
  spot: SpotRange | undefined;
  capacity: NodeCapacity;
}

/** A step by which Karpenter leaves out instance types. */
export type Step =
  | {
      kind: 'requirement';
      key: string;
      /** All that the pool requires of the label, as its author wrote it, such as `Gt 4 and Lt 8`. */
      written: string;
    }
  | { kind: 'zones' }
  | { kind: 'node-class'; field: string }
  | { kind: 'no-room' }
  | { kind: 'min-values'; keys: readonly string[] }
  | { kind: 'most-for-scheduling'; most: number }
  | { kind: 'exotic' }
  | { kind: 'most-for-launch'; most: number }
  | { kind: 'image' };

/** How many types a step removes, and how many are left after it. */
export interface FunnelStep {
  step: Step;
  removed: number;
  left: number;
}

/** What a pool can launch. */
export interface Candidates {
  /** How many types Karpenter lists in the region. */
  listed: number;
  /** In Karpenter's order. */
  steps: readonly FunnelStep[];
  /** In the order in which Karpenter tries them. */
  types: readonly Candidate[];
  /** Whether the pool launches spot instances, and on-demand ones. */
  isSpot: boolean;
  isOnDemand: boolean;
}
