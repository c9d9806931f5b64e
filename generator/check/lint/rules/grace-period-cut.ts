import { type Cluster, misfit } from '../../../instances/fit/misfit.ts';
import { doNotDisrupt, protectionMs } from '../../../instances/objects/do-not-disrupt.ts';
import { durationMs } from '../../../instances/objects/duration.ts';
import { own, stringAt } from '../../../instances/objects/fields.ts';
import type { Pod } from '../../../instances/objects/pods.ts';
import { isDaemon } from '../../../instances/objects/pods.ts';
import type { Pool } from '../../../instances/objects/pool.ts';
import { defineRule, type Fault } from '../rule.ts';

/** core v1.15.0, pkg/controllers/node/termination/terminator/terminator.go, needsForceDelete. */
export const rule = defineRule({
  code: 'grace-period-cut',
  severity: 'warning',
  impact: 'disruption',
  what: 'A pod’s `terminationGracePeriodSeconds`, or the duration of its `karpenter.sh/do-not-disrupt`, is longer than the `terminationGracePeriod` of a NodePool that can run it.',
  why: 'Karpenter deletes a pod early enough for its own grace period to end with the node’s. A pod whose period is longer is deleted when the drain begins, whatever its PodDisruptionBudget or `karpenter.sh/do-not-disrupt` says, and killed before it is done. A pod that is protected for longer is deleted when the node’s period ends: with `terminationGracePeriod`, drift and expiry drain nodes with such pods, too.',
  help: 'Give the pool a longer `terminationGracePeriod` than any of its pods, or the pod a shorter one.',
  bad: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nterminationGracePeriod: 10m\n---\n# workloads/web.yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  template:\n    spec:\n      terminationGracePeriodSeconds: 3600\n      containers: [{ name: web, image: web, resources: { requests: { cpu: 100m, memory: 128Mi } } }]',
  good: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nterminationGracePeriod: 2h\n---\n# workloads/web.yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  template:\n    spec:\n      terminationGracePeriodSeconds: 3600\n      containers: [{ name: web, image: web, resources: { requests: { cpu: 100m, memory: 128Mi } } }]',
  find: ({ pools, ...cluster }) => pools.flatMap((pool) => faultsOf(pool, cluster)),
});

function faultsOf(pool: Pool, cluster: Cluster): Fault[] {
  const written = stringAt(pool.template, 'terminationGracePeriod') ?? '';
  const deadline = durationMs(written);
  if (deadline === undefined) return [];
  return cluster.pods.flatMap((pod) => {
    const text = isDaemon(pod)
      ? undefined
      : (stopText(pod, deadline, written) ?? protectionText(pod, deadline, written));
    if (text === undefined || misfit(pod, pool, cluster) !== undefined) return [];
    return [{ object: pool.title, path: ['spec', 'template', 'spec', 'terminationGracePeriod'], ...text }];
  });
}

type Text = Pick<Fault, 'message' | 'help'>;

function stopText({ spec, title }: Pod, deadline: number, written: string): Text | undefined {
  const wanted = own(spec, 'terminationGracePeriodSeconds');
  if (typeof wanted !== 'number' || wanted * 1000 <= deadline) return undefined;
  return {
    message: `Pods of ${title} take up to ${wanted}s to stop, and a node of this pool only ${written}: they are deleted when a drain begins, and killed after ${written}`,
    help: `Set terminationGracePeriod to more than ${wanted}s, or lower terminationGracePeriodSeconds of the pods`,
  };
}

function protectionText({ annotations, title }: Pod, deadline: number, written: string): Text | undefined {
  const value = stringAt(annotations, doNotDisrupt);
  const protectedMs = protectionMs(value);
  if (protectedMs <= deadline || !Number.isFinite(protectedMs)) return undefined;
  return {
    message: `Pods of ${title} are protected from disruption for ${value}, but a node of this pool that drifts or expires deletes them after ${written}`,
    help: `Set terminationGracePeriod to ${value} or more`,
  };
}
