import { type Misfit, misfit } from '../../../instances/fit/misfit.ts';
import { avoidsKarpenter, type Pod } from '../../../instances/objects/pods.ts';
import { excludingField } from '../excluding-field.ts';
import { defineRule, type Fault } from '../rule.ts';
import type { ClusterView } from '../view.ts';

const shown = 4;

/** core v1.15.0, pkg/controllers/provisioning/scheduling. */
export const rule = defineRule({
  code: 'workload-unschedulable',
  severity: 'warning',
  impact: 'outage',
  what: 'A pod’s node selector, required node affinity, tolerations or requests fit no NodePool of the environment. The room for pods is the allocatable capacity under the node class, minus the requests of the DaemonSets among the workloads; ephemeral storage is its volume, or the local disks with `instanceStorePolicy: RAID0`. Pods that avoid Karpenter’s nodes (`karpenter.sh/nodepool` `DoesNotExist`) are left out.',
  why: 'The pod stays pending, and Karpenter launches nothing for it. Poolwright does not know nodes that Karpenter does not manage, so this is a warning.',
  help: 'Add the toleration, correct the selector, lower the requests, or let a pool launch larger instances; for storage enlarge the volume, or set `instanceStorePolicy: RAID0`.',
  bad: '# workloads/web.yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  template:\n    spec:\n      nodeSelector: { workload: gpu } # no pool has this label\n      containers: [{ name: web, image: web, resources: { requests: { cpu: 100m, memory: 128Mi } } }]',
  good: '# workloads/web.yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  template:\n    spec:\n      nodeSelector: { karpenter.sh/nodepool: general }\n      containers: [{ name: web, image: web, resources: { requests: { cpu: 100m, memory: 128Mi } } }]',
  find: (view) =>
    // What nodes another provider launches is not known here.
    view.pools.length === 0 || view.pools.some(({ isAws }) => !isAws)
      ? []
      : view.pods.filter((pod) => !avoidsKarpenter(pod)).flatMap((pod) => faultsOf(pod, view)),
});

function faultsOf(pod: Pod, { pools, ...cluster }: ClusterView): Fault[] {
  const misfits: Misfit[] = [];
  const reasons: string[] = [];
  for (const pool of pools) {
    const found = misfit(pod, pool, cluster);
    if (found === undefined) return [];
    misfits.push(found);
    reasons.push(found.by === 'taint' ? `it ${found.text} of ${pool.name}` : `${pool.name} ${found.text}`);
  }
  const by = NEAREST.find((one) => misfits.some((misfit) => misfit.by === one));
  const nearest = misfits.filter((misfit) => misfit.by === by);
  const field = excludingField(pod, nearest);
  // A missing toleration is in no field, and the selector keeps the pod off the other pools.
  const selecting = misfits.filter(({ labels }) => labels !== undefined);
  const more = reasons.length > shown ? `, and ${reasons.length - shown} more` : '';
  return [
    {
      object: pod.title,
      workload: pod.holder,
      path: [...pod.path, ...(field.length > 0 ? field : excludingField(pod, selecting))],
      message: `No NodePool can run these pods: ${reasons.slice(0, shown).join('; ')}${more}`,
      help: helpFor(misfits),
    },
  ];
}

/** What is nearest to a fit first: where a pool lacks only the size, the others are not meant. */
const NEAREST: readonly Misfit['by'][] = ['size', 'taint', 'kind'];

function helpFor(misfits: readonly Misfit[]): string {
  const sorted = NEAREST.flatMap((by) => misfits.filter((one) => one.by === by).map(({ help }) => help));
  const [first = '', ...others] = [...new Set(sorted)].slice(0, 3);
  return [first, ...others.map((help) => help.charAt(0).toLowerCase() + help.slice(1))].join(', or ');
}
