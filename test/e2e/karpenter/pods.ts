import { type PoolCase, typesOf } from './cases.ts';

/** Pods, each of which needs a node for itself; those that want types of their own never go to the replacement of another. */
export function podsOf({ name, pool, pods, slowPods, protection }: PoolCase): object[] {
  const wanted = pods ?? (typesOf(pool).values ?? []).map((type) => ({ cpu: '1', type }));
  const deployments = wanted.map(({ cpu, type }, index) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: `${name}-${index}`, namespace: 'default' },
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: `${name}-${index}` } },
      template: {
        metadata: {
          labels: { app: `${name}-${index}`, pool: name },
          annotations: {
            'e2e/stop-delay': slowPods ? '8s' : '200ms',
            ...(protection === 'do-not-disrupt' ? { 'karpenter.sh/do-not-disrupt': 'true' } : {}),
          },
        },
        spec: {
          terminationGracePeriodSeconds: 30,
          nodeSelector: {
            'karpenter.sh/nodepool': name,
            ...(type === undefined ? {} : { 'node.kubernetes.io/instance-type': type }),
          },
          affinity: {
            podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [onePerNode(name)] },
          },
          containers: [{ name: 'main', image: 'none', resources: { requests: { cpu } } }],
        },
      },
    },
  }));
  return protection === 'PodDisruptionBudget' ? [...deployments, blockingBudget(name)] : deployments;
}

/** A budget that never allows to evict a pod of a pool. */
function blockingBudget(pool: string): object {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: pool, namespace: 'default' },
    spec: { maxUnavailable: 0, selector: { matchLabels: { pool } } },
  };
}

function onePerNode(pool: string): object {
  return { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { pool } } };
}
