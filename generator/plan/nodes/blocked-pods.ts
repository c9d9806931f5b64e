import type { ValueObject } from '@kustomize-ts/core';
import { doNotDisrupt, protectionMs } from '../../instances/objects/do-not-disrupt.ts';
import { objectAt, objectsAt, own, stringAt } from '../../instances/objects/fields.ts';
import { disruptedTaint, readTolerations, tolerates } from '../../instances/objects/taint.ts';
import type { DisruptionBudget } from './disruption-budget.ts';
import { nameOf } from './names.ts';

/** A pod that Karpenter does not evict, and so keeps its node from being replaced. */
export interface PodBlock {
  /** In the form `namespace/name`. */
  pod: string;
  by: 'do-not-disrupt' | 'PodDisruptionBudget' | 'two PodDisruptionBudgets';
  /** The budgets, in the form `namespace/name`. */
  budgets: readonly string[];
  /** When do-not-disrupt ends, milliseconds since 1970; undefined where it does not by itself. */
  until?: number;
  /** False for a budget without room at the moment, which it may have later. */
  isLasting: boolean;
}

/**
 * What of a pod blocks the disruption of its node: core v1.15.0, statenode.go, ValidatePodsDisruptable.
 * @param budgets the PodDisruptionBudgets of its namespace
 */
export function blockOf(pod: ValueObject, budgets: readonly DisruptionBudget[]): PodBlock | undefined {
  const metadata = objectAt(pod, 'metadata');
  const phase = stringAt(objectAt(pod, 'status'), 'phase');
  if (phase === 'Failed' || phase === 'Succeeded' || own(metadata, 'deletionTimestamp') !== undefined)
    return undefined;
  return annotationBlock(pod, metadata) ?? budgetBlock(pod, budgets);
}

function annotationBlock(pod: ValueObject, metadata: ValueObject): PodBlock | undefined {
  const protectedMs = protectionMs(stringAt(objectAt(metadata, 'annotations'), doNotDisrupt));
  if (protectedMs === 0) return undefined;
  const block = { pod: nameOf(pod), by: 'do-not-disrupt', budgets: [] } as const;
  const until = Date.parse(stringAt(objectAt(pod, 'status'), 'startTime') ?? '') + protectedMs;
  return Number.isFinite(until) ? { ...block, until, isLasting: false } : { ...block, isLasting: true };
}

// core, pkg/utils/pdb/pdb.go, isEvictable
function budgetBlock(pod: ValueObject, budgets: readonly DisruptionBudget[]): PodBlock | undefined {
  const metadata = objectAt(pod, 'metadata');
  const isMirror = objectsAt(metadata, 'ownerReferences').some(([, owner]) => own(owner, 'kind') === 'Node');
  const stays = readTolerations(objectAt(pod, 'spec')).some((one) => tolerates(one, disruptedTaint));
  if (isMirror || stays) return undefined;
  const labels = objectAt(metadata, 'labels');
  const matching = budgets.filter(({ selects }) => selects(labels));
  const block = { pod: nameOf(pod), budgets: matching.map(({ name }) => name) };
  if (matching.length > 1) return { ...block, by: 'two PodDisruptionBudgets', isLasting: true };
  const [budget] = matching;
  if (!budget || budget.hasRoom || (budget.letsUnreadyGo && isUnready(pod))) return undefined;
  return { ...block, by: 'PodDisruptionBudget', isLasting: budget.isLasting };
}

function isUnready(pod: ValueObject): boolean {
  const conditions = objectsAt(objectAt(pod, 'status'), 'conditions').map(([, one]) => one);
  return conditions.some((one) => own(one, 'type') === 'Ready' && own(one, 'status') === 'False');
}
