import type { Document } from 'yaml';

/** What differs between the fleets of suites that share a cluster. */
export interface SmallFleet {
  /** Of the fleet, its Kustomization, and the beginning of its pools. */
  name: string;
  /** The pools, by what their names end with, and whether they are protected. */
  pools: Record<string, { protect: boolean }>;
  environments: Record<string, { clusters: Record<string, object>; protect?: boolean }>;
  flux: object;
}

/** Makes the project's fleet a small one, whose objects are in no other suite's way. */
export function makeSmall(fleet: Document, { name, pools, environments, flux }: SmallFleet): void {
  fleet.setIn(['metadata', 'name'], name);
  fleet.deleteIn(['spec', 'workloads']);
  fleet.setIn(
    ['spec', 'pools'],
    Object.fromEntries(Object.entries(pools).map(([end, { protect }]) => [`${name}-${end}`, pool(protect)])),
  );
  fleet.setIn(['spec', 'environments'], environments);
  fleet.setIn(['spec', 'delivery'], { flux });
}

function pool(protect: boolean): object {
  const requirement = (key: string, value: string) => ({ key, operator: 'In', values: [value] });
  return {
    protect,
    nodePool: {
      template: {
        spec: {
          requirements: [
            requirement('karpenter.k8s.aws/instance-category', 'm'),
            requirement('kubernetes.io/arch', 'amd64'),
            requirement('karpenter.sh/capacity-type', 'on-demand'),
          ],
        },
      },
      limits: { cpu: '64' },
    },
    nodeClass: {},
  };
}

/** Sets the limit of a pool. */
export function setLimit(name: string, cpu: string): (fleet: Document) => void {
  return (fleet) => fleet.setIn(['spec', 'pools', name, 'nodePool', 'limits', 'cpu'], cpu);
}
