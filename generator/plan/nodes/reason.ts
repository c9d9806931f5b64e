/**
 * Why Karpenter replaces a node: the reason of the Drifted condition of its NodeClaim (core v1.15.0,
 * pkg/controllers/nodeclaim/disruption/drift.go; provider v1.15.1, pkg/cloudprovider/drift.go).
 */
export type DriftReason =
  | 'NodePoolDrifted'
  | 'RequirementsDrifted'
  | 'InstanceTypeNotFound'
  | 'NodeClassDrift'
  | 'AMIDrift'
  | 'SecurityGroupDrift'
  | 'SubnetDrift'
  | 'CapacityReservationDrift'
  | 'PlacementGroupDrift';

/** A reason, or the field that decides whether there is one and that the objects at hand do not resolve. */
export type Drift = { reason: DriftReason } | { undecided: string };
