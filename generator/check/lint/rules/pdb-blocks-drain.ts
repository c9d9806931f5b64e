import { misfit } from '../../../instances/fit/misfit.ts';
import { stringAt } from '../../../instances/objects/fields.ts';
import type { Pod } from '../../../instances/objects/pods.ts';
import {
  blockText,
  type PodDisruptionBudget,
  podDisruptionBudgets,
  replicasOf,
} from '../pod-disruption-budget.ts';
import { defineRule, type Fault } from '../rule.ts';
import type { ClusterView } from '../view.ts';

/** core v1.15.0, pkg/controllers/state/statenode.go, ValidatePodsDisruptable, and pkg/utils/pdb/pdb.go. */
export const rule = defineRule({
  code: 'pdb-blocks-drain',
  severity: 'warning',
  impact: 'disruption',
  what: 'A PodDisruptionBudget never allows an eviction, or a pod has two of them, and a NodePool without `terminationGracePeriod` can run the pods.',
  why: 'Karpenter does not consolidate or replace a node with such a pod, so it gets no newer AMI, and waits forever for a node that expires or is interrupted. The eviction API refuses a pod that two budgets cover.',
  help: 'Let the budget allow one pod (`maxUnavailable: 1`, or fewer `minAvailable` than replicas), or set `terminationGracePeriod` on the pool, after which the pods are deleted.',
  bad: '# workloads/web.yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  replicas: 1\n  template:\n    metadata: { labels: { app: web } }\n    spec:\n      containers: [{ name: web, image: web, resources: { requests: { cpu: 100m, memory: 128Mi } } }]\n---\n# workloads/pdb.yaml\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: web }\nspec: { minAvailable: 1, selector: { matchLabels: { app: web } } }',
  good: '# workloads/web.yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  replicas: 2\n  template:\n    metadata: { labels: { app: web } }\n    spec:\n      containers: [{ name: web, image: web, resources: { requests: { cpu: 100m, memory: 128Mi } } }]\n---\n# workloads/pdb.yaml\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: web }\nspec: { minAvailable: 1, selector: { matchLabels: { app: web } } }',
  find: (view) => {
    const budgets = podDisruptionBudgets(view.workloads, view.pods);
    return budgets.flatMap((budget) => faultsOf(budget, budgets, view));
  },
});

function faultsOf(
  budget: PodDisruptionBudget,
  budgets: readonly PodDisruptionBudget[],
  view: ClusterView,
): Fault[] {
  const blocked = blockText(budget, replicasOf(budget, view.workloads));
  if (blocked !== undefined) {
    const pool = poolWithoutDeadline(budget.pods, view);
    return pool === undefined
      ? []
      : [faultFor(budget, `This budget never allows an eviction (${blocked})`, pool)];
  }
  // Of two budgets that cover a pod, one finding is enough to act on.
  for (const other of budgets.slice(0, budgets.indexOf(budget))) {
    const pool = poolWithoutDeadline(
      budget.pods.filter((pod) => other.pods.includes(pod)),
      view,
    );
    if (pool !== undefined)
      return [
        faultFor(
          budget,
          `This budget and ${other.title} cover the same pods, which the eviction API refuses to evict`,
          pool,
        ),
      ];
  }
  return [];
}

/** A pool that can run one of the pods and sets no time after which they are deleted. */
function poolWithoutDeadline(pods: readonly Pod[], view: ClusterView): string | undefined {
  return view.pools.find(
    (pool) =>
      stringAt(pool.template, 'terminationGracePeriod') === undefined &&
      pods.some((pod) => misfit(pod, pool, view) === undefined),
  )?.name;
}

function faultFor({ title, object }: PodDisruptionBudget, text: string, pool: string): Fault {
  return {
    object: title,
    workload: object,
    path: ['spec'],
    message: `${text}, so Karpenter does not replace nodes of ${pool} that run these pods, and expired ones stay`,
    help: 'Allow one pod to be evicted, or set terminationGracePeriod on the pool',
  };
}
