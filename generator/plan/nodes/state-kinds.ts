/** The kinds that are read. All others, Secrets among them, are dropped unread. */
export const STATE_KINDS = [
  { apiVersion: 'karpenter.sh/v1', kind: 'NodePool', resource: 'nodepools' },
  { apiVersion: 'karpenter.k8s.aws/v1', kind: 'EC2NodeClass', resource: 'ec2nodeclasses' },
  { apiVersion: 'karpenter.sh/v1', kind: 'NodeClaim', resource: 'nodeclaims' },
  { apiVersion: 'v1', kind: 'Node', resource: 'nodes' },
  { apiVersion: 'v1', kind: 'Pod', resource: 'pods' },
  { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', resource: 'poddisruptionbudgets' },
] as const;

export type StateKind = (typeof STATE_KINDS)[number]['kind'];

/** What prints a cluster's state. */
export const STATE_COMMAND = 'kubectl get nodepools,ec2nodeclasses,nodeclaims,nodes,pods,pdb -A -o json';
