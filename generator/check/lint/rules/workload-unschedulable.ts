import { type Misfit, misfit } from '../../../instances/fit/misfit.ts';
import { objectAt, objectsAt, own } from '../../../instances/objects/fields.ts';
import { avoidsKarpenter, type Pod } from '../../../instances/objects/pods.ts';
import { quantityOf } from '../../../instances/objects/quantity.ts';
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
  const more = reasons.length > shown ? `, and ${reasons.length - shown} more` : '';
  return [
    {
      object: pod.title,
      workload: pod.holder,
      path: placeOf(pod, misfits),
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

/** The largest request of the one resource that is short; the pod where more than that keeps it away. */
function placeOf({ path, spec }: Pod, misfits: readonly Misfit[]): (string | number)[] {
  const [resource, ...others] = new Set(misfits.filter(({ by }) => by === 'size').map((one) => one.resource));
  if (resource === undefined || others.length > 0) return [...path];
  const [largest] = ['containers', 'initContainers']
    .flatMap((list) =>
      objectsAt(spec, list).flatMap(([index, container]) => {
        const resources = objectAt(container, 'resources');
        const field = ['requests', 'limits'].find(
          (one) => own(objectAt(resources, one), resource) !== undefined,
        );
        if (field === undefined) return [];
        const amount = quantityOf(own(objectAt(resources, field), resource)) ?? 0;
        return [{ amount, place: [list, index, 'resources', field, resource] }];
      }),
    )
    .toSorted((a, b) => b.amount - a.amount);
  return [...path, ...(largest?.place ?? [])];
}
