import { parseDuration } from '@poolwright/crd-validator/go';
import { own, stringAt } from '../../karpenter/fields.ts';
import type { Pool } from '../pool.ts';
import { defineRule, type Fault } from '../rule.ts';
import { isDaemon } from '../scheduling/daemons.ts';
import { type Cluster, misfit } from '../scheduling/fit.ts';

/** core v1.15.0, pkg/controllers/node/termination/terminator/terminator.go, needsForceDelete. */
export const rule = defineRule({
  code: 'grace-period-cut',
  severity: 'warning',
  what: 'A pod’s `terminationGracePeriodSeconds` is longer than the `terminationGracePeriod` of a NodePool that can run it.',
  why: 'Karpenter deletes a pod early enough for its own grace period to end with the node’s. A pod whose period is longer is deleted when the drain begins, whatever its PodDisruptionBudget or `karpenter.sh/do-not-disrupt` says, and killed before it is done.',
  help: 'Give the pool a longer `terminationGracePeriod` than any of its pods, or the pod a shorter one.',
  bad: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nterminationGracePeriod: 10m\n---\n# workloads/web.yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  template:\n    spec:\n      terminationGracePeriodSeconds: 3600\n      containers: [{ name: web, image: web, resources: { requests: { cpu: 100m, memory: 128Mi } } }]',
  good: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nterminationGracePeriod: 2h\n---\n# workloads/web.yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  template:\n    spec:\n      terminationGracePeriodSeconds: 3600\n      containers: [{ name: web, image: web, resources: { requests: { cpu: 100m, memory: 128Mi } } }]',
  find: ({ pools, ...cluster }) => pools.flatMap((pool) => faultsOf(pool, cluster)),
});

function faultsOf(pool: Pool, cluster: Cluster): Fault[] {
  const written = stringAt(pool.template, 'terminationGracePeriod') ?? '';
  const deadline = parseDuration(written);
  if ('error' in deadline) return [];
  const seconds = Number(deadline.nanoseconds / 1_000_000_000n);
  return cluster.pods.flatMap((pod) => {
    const wanted = own(pod.spec, 'terminationGracePeriodSeconds');
    if (typeof wanted !== 'number' || wanted <= seconds || isDaemon(pod)) return [];
    if (misfit(pod, pool, cluster) !== undefined) return [];
    return [
      {
        object: pool.title,
        path: ['spec', 'template', 'spec', 'terminationGracePeriod'],
        message: `Pods of ${pod.title} take up to ${wanted}s to stop, and a node of this pool only ${written}: they are deleted when a drain begins, and killed after ${written}`,
        help: `Set terminationGracePeriod to more than ${wanted}s, or lower terminationGracePeriodSeconds of the pods`,
      },
    ];
  });
}
