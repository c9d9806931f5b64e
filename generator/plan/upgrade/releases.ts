import type { ValueObject } from '@kustomize-ts/core';
import { objectAt, own } from '../../instances/objects/fields.ts';

/** What an upgrade to or past a minor release of Karpenter for AWS must prepare. */
export interface Release {
  /** The second number of its version: 15 of 1.15. */
  minor: number;
  /** The oldest and the newest minor release of Kubernetes 1.x that it supports. */
  kubernetes: readonly [oldest: number, newest: number];
  /** IAM actions that the controller needs from this release on. */
  iam?: readonly string[];
  /** Patch releases that are not to be installed, and why, as a clause. */
  avoid?: readonly { version: string; why: string }[];
  /** Why an older CRD rejects what this release's controller writes. */
  crds?: string;
  /** What NodePools with such a spec do differently from this release on. */
  behavior?: { concerns(spec: ValueObject): boolean; text: string };
}

/**
 * Sources: `kubernetes` is MinK8sVersion and MaxK8sVersion of the provider's pkg/providers/version/version.go, the same as
 * hack/docs/compatibilitymatrix_gen/compatibility.yaml; the rest is in the provider's upgrade guide and in the controllers' code. The
 * IAM actions of older releases are kept for fleets that come from before 1.8.
 */
export const RELEASES: readonly Release[] = [
  { minor: 7, kubernetes: [26, 34], iam: ['iam:ListInstanceProfiles'] },
  {
    minor: 8,
    kubernetes: [26, 34],
    // kubernetes-sigs/karpenter#2785
    avoid: [{ version: '1.8.4', why: 'it does not schedule pods with some topologySpreadConstraints' }],
  },
  { minor: 9, kubernetes: [26, 35], crds: 'its controller writes the operator Gte, which older CRDs reject' },
  { minor: 10, kubernetes: [26, 35] },
  {
    minor: 11,
    kubernetes: [26, 35],
    iam: ['ec2:DescribePlacementGroups'],
    // core v1.11.0, pkg/controllers/provisioning/scheduling/scheduler.go, addToNewNodeClaim
    behavior: {
      concerns: limitsNodes,
      text: 'limits.nodes counts when pods are scheduled from Karpenter 1.11 on, and "0" switches the pool off',
    },
  },
  { minor: 12, kubernetes: [26, 35], iam: ['ec2:DescribeInstanceStatus'] },
  { minor: 13, kubernetes: [26, 36] },
  { minor: 14, kubernetes: [26, 36] },
  { minor: 15, kubernetes: [26, 37] },
];

/** A pool without replicas that limits its nodes, given its spec. */
function limitsNodes(spec: ValueObject): boolean {
  return own(objectAt(spec, 'limits'), 'nodes') !== undefined && own(spec, 'replicas') === undefined;
}
