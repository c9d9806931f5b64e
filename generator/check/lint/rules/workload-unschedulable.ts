import { avoidsKarpenter, type Pod } from '../pods.ts';
import { defineRule, type Fault } from '../rule.ts';
import { misfit } from '../scheduling/fit.ts';
import type { ClusterView } from '../view.ts';

const shown = 4;

/** core v1.15.0, pkg/controllers/provisioning/scheduling. */
export const rule = defineRule({
  code: 'workload-unschedulable',
  severity: 'warning',
  impact: 'outage',
  what: 'A pod’s node selector, required node affinity, tolerations or requests fit no NodePool of the environment. Resources are those of known instance types with AL2023, less what the DaemonSets among the workloads request; ephemeral storage is that of the node class: its volume, or the local disks with `instanceStorePolicy: RAID0`. Pods that keep away from Karpenter’s nodes (`karpenter.sh/nodepool` `DoesNotExist`) are left out.',
  why: 'The pod stays pending, and Karpenter launches nothing for it. Nodes that Karpenter does not manage are not known here, which is why this is a warning.',
  help: 'Add the toleration, correct the selector, lower the requests, or let a pool launch larger instances.',
  bad: '# workloads/web.yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  template:\n    spec:\n      nodeSelector: { workload: gpu } # no pool has this label\n      containers: [{ name: web, image: web, resources: { requests: { cpu: 100m, memory: 128Mi } } }]',
  good: '# workloads/web.yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  template:\n    spec:\n      nodeSelector: { karpenter.sh/nodepool: general }\n      containers: [{ name: web, image: web, resources: { requests: { cpu: 100m, memory: 128Mi } } }]',
  find: (view) =>
    // What nodes another provider launches is not known here.
    view.pools.length === 0 || view.pools.some(({ isAws }) => !isAws)
      ? []
      : view.pods.filter((pod) => !avoidsKarpenter(pod)).flatMap((pod) => faultsOf(pod, view)),
});

function faultsOf(pod: Pod, { pools, ...cluster }: ClusterView): Fault[] {
  const reasons: string[] = [];
  for (const pool of pools) {
    const reason = misfit(pod, pool, cluster);
    if (reason === undefined) return [];
    reasons.push(reason.startsWith('does not') ? `it ${reason} of ${pool.name}` : `${pool.name} ${reason}`);
  }
  const more = reasons.length > shown ? `, and ${reasons.length - shown} more` : '';
  return [
    {
      object: pod.title,
      path: [...pod.path],
      message: `No NodePool can run these pods: ${reasons.slice(0, shown).join('; ')}${more}`,
      help: 'Tolerate the taint, correct selector or requests, or change a pool so that it can run them',
    },
  ];
}
