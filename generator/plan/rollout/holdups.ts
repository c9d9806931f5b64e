import type { ValueObject } from '@kustomize-ts/core';
import {
  blockText,
  type PodDisruptionBudget,
  podDisruptionBudgets,
  replicasOf,
} from '../../check/lint/pod-disruption-budget.ts';
import { type Cluster, misfit } from '../../instances/fit/misfit.ts';
import { doNotDisrupt, protectionMs } from '../../instances/objects/do-not-disrupt.ts';
import { stringAt } from '../../instances/objects/fields.ts';
import type { Pod } from '../../instances/objects/pods.ts';
import type { Pool } from '../../instances/objects/pool.ts';
import { disruptedTaint, tolerates } from '../../instances/objects/taint.ts';

/** Pods of a fleet's workloads that keep their node from being replaced, and what ends that. */
export interface Holdup {
  /** What holds the pods, such as `Deployment/web`. */
  workload: string;
  by: 'do-not-disrupt' | 'PodDisruptionBudget' | 'two PodDisruptionBudgets';
  /** Such as `PodDisruptionBudget/web: minAvailable 1 of 1 pod`, or the value of the annotation. */
  detail: string;
  /**
   * `grace-period`: the terminationGracePeriod of the nodes, after which pods are deleted; `pod-age`: the pod itself, once it has run for
   * as long as its annotation says; `nothing`: the node is not replaced.
   */
  endedBy: 'grace-period' | 'pod-age' | 'nothing';
}

/** What of a cluster decides which pods hold up a roll. */
export interface HoldupScope extends Cluster {
  /** The objects of the fleet's `workloads`, PodDisruptionBudgets among them. */
  workloads: readonly ValueObject[];
}

/**
 * What holds up the roll of a pool, as far as the fleet's workloads tell: core v1.15.0, pkg/controllers/state/statenode.go,
 * ValidatePodsDisruptable. Pods that no node of the pool can run are left out.
 * @param pool the pool as it made the nodes: their claims keep its terminationGracePeriod
 */
export function holdupsOf(pool: Pool, scope: HoldupScope): Holdup[] {
  const hasGrace = stringAt(pool.template, 'terminationGracePeriod') !== undefined;
  const budgets = podDisruptionBudgets(scope.workloads, scope.pods).map((budget) => ({
    ...budget,
    blocked: blockText(budget, replicasOf(budget, scope.workloads)),
  }));
  return scope.pods.flatMap((pod) => {
    const annotated = annotationHoldup(pod, hasGrace);
    const holdups = annotated.length > 0 ? annotated : budgetHoldup(pod, budgets, hasGrace);
    return holdups.length > 0 && misfit(pod, pool, scope) === undefined ? holdups : [];
  });
}

interface ReadBudget extends PodDisruptionBudget {
  /** Why it never allows an eviction; undefined where it may. */
  blocked: string | undefined;
}

function annotationHoldup({ title, annotations }: Pod, hasGrace: boolean): Holdup[] {
  const value = stringAt(annotations, doNotDisrupt);
  const protectedMs = protectionMs(value);
  if (value === undefined || protectedMs === 0) return [];
  const endedBy = hasGrace ? 'grace-period' : Number.isFinite(protectedMs) ? 'pod-age' : 'nothing';
  return [{ workload: title, by: 'do-not-disrupt', detail: value, endedBy }];
}

// pkg/utils/pdb/pdb.go, isEvictable: pods with do-not-disrupt, and those that tolerate the taint of a disrupted node, are not evicted
function budgetHoldup(pod: Pod, budgets: readonly ReadBudget[], hasGrace: boolean): Holdup[] {
  if (pod.tolerations.some((toleration) => tolerates(toleration, disruptedTaint))) return [];
  const covering = budgets.filter((budget) => budget.pods.includes(pod));
  const [first] = covering;
  const holdup = { workload: pod.title, endedBy: hasGrace ? 'grace-period' : 'nothing' } as const;
  if (covering.length > 1)
    return [
      { ...holdup, by: 'two PodDisruptionBudgets', detail: covering.map(({ title }) => title).join(', ') },
    ];
  if (first?.blocked === undefined) return [];
  return [{ ...holdup, by: 'PodDisruptionBudget', detail: `${first.title}: ${first.blocked}` }];
}
