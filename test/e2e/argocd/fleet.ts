import type { Document } from 'yaml';
import type { ArgoCdDelivery, EnvironmentSpec, FleetSpec } from '../../../generator/load/fleet.ts';
import type { FleetEdit } from '../support/repository.ts';

/** A fleet of small pools, delivered by Argo CD. */
export interface SmallFleet {
  environments: Record<string, EnvironmentSpec>;
  argocd?: Partial<ArgoCdDelivery>;
  /** Each with a node class of its own. */
  pools?: string[];
  /** The cpu limit of all pools. */
  cpu?: string;
  /** A tag of all node classes. */
  stage?: string;
}

/** Replaces a fleet by a small one; the version of Karpenter stays. */
export function smallFleet(name: string, small: SmallFleet): FleetEdit {
  return (fleet, url) => {
    const karpenter = String(fleet.getIn(['spec', 'karpenter']));
    const value = {
      apiVersion: 'poolwright.dev/v1alpha1',
      kind: 'Fleet',
      metadata: { name },
      spec: specOf(karpenter, url, small),
    };
    fleet.contents = fleet.createNode(value) as Document['contents'];
  };
}

function specOf(karpenter: string, repoURL: string, small: SmallFleet): FleetSpec {
  const { environments, argocd, pools = ['general'], cpu = '100', stage = 'first' } = small;
  const requirements = [
    { key: 'karpenter.sh/capacity-type', operator: 'In' as const, values: ['on-demand'] },
    { key: 'kubernetes.io/arch', operator: 'In' as const, values: ['amd64'] },
  ];
  const discovery = [{ tags: { 'karpenter.sh/discovery': '${CLUSTER}' } }];
  return {
    karpenter,
    variables: {
      CLUSTER: { description: 'Name of the cluster', default: '{cluster}' },
      TEAM: { description: 'Who pays', default: 'platform' },
    },
    defaults: {
      nodePool: { template: { spec: { requirements } }, limits: { cpu } },
      nodeClass: {
        role: 'nodes-${CLUSTER}',
        amiSelectorTerms: [{ alias: 'al2023@v20250704' }],
        subnetSelectorTerms: discovery,
        securityGroupSelectorTerms: discovery,
        tags: { team: '${TEAM}', stage },
      },
    },
    pools: Object.fromEntries(pools.map((pool) => [pool, { nodePool: {}, nodeClass: {} }])),
    environments,
    delivery: {
      argocd: {
        repoURL,
        syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions: ['ServerSideApply=true'] },
        ...argocd,
      },
    },
  };
}
