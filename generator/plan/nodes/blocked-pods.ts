import { isObject, type ValueObject } from '@kustomize-ts/core';
import { parseDuration } from '@poolwright/crd-validator/go';
import { objectAt, objectsAt, own, stringAt } from '../../check/karpenter/fields.ts';
import { readTolerations, tolerates } from '../../check/lint/scheduling/taint.ts';
import { selects } from './label-selector.ts';

/** A pod that Karpenter does not evict, and so keeps its node from being replaced. */
export interface PodBlock {
  /** As `namespace/name`. */
  pod: string;
  by: 'do-not-disrupt' | 'PodDisruptionBudget' | 'two PodDisruptionBudgets';
  /** The budgets, as `namespace/name`. */
  budgets: readonly string[];
  /** When do-not-disrupt ends, milliseconds since 1970; undefined where it does not by itself. */
  until?: number;
  /** False for a budget without room at the moment, which it may have later. */
  isLasting: boolean;
}

const annotation = 'karpenter.sh/do-not-disrupt';
const disruptedTaint = { index: 0, key: 'karpenter.sh/disrupted', value: '', effect: 'NoSchedule' };

/**
 * What of a pod blocks the disruption of its node: core v1.15.0, statenode.go, ValidatePodsDisruptable.
 * @param budgets the PodDisruptionBudgets of the cluster
 */
export function blockOf(pod: ValueObject, budgets: readonly ValueObject[]): PodBlock | undefined {
  const metadata = objectAt(pod, 'metadata');
  const phase = stringAt(objectAt(pod, 'status'), 'phase');
  if (phase === 'Failed' || phase === 'Succeeded' || own(metadata, 'deletionTimestamp') !== undefined)
    return undefined;
  return doNotDisrupt(pod, metadata) ?? budgetBlock(pod, budgets);
}

// core, pkg/utils/pod/scheduling.go, IsDoNotDisruptActive
function doNotDisrupt(pod: ValueObject, metadata: ValueObject): PodBlock | undefined {
  const value = stringAt(objectAt(metadata, 'annotations'), annotation);
  if (value === undefined) return undefined;
  const block = { pod: nameOf(pod), by: 'do-not-disrupt', budgets: [] } as const;
  if (value === 'true') return { ...block, isLasting: true };
  const duration = parseDuration(value);
  if ('error' in duration || duration.nanoseconds <= 0n) return undefined;
  const start = Date.parse(stringAt(objectAt(pod, 'status'), 'startTime') ?? '');
  if (Number.isNaN(start)) return { ...block, isLasting: true };
  return { ...block, until: start + Number(duration.nanoseconds / 1_000_000n), isLasting: false };
}

// core, pkg/utils/pdb/pdb.go, isEvictable
function budgetBlock(pod: ValueObject, budgets: readonly ValueObject[]): PodBlock | undefined {
  const metadata = objectAt(pod, 'metadata');
  const isMirror = objectsAt(metadata, 'ownerReferences').some(([, owner]) => own(owner, 'kind') === 'Node');
  const stays = readTolerations(objectAt(pod, 'spec')).some((one) => tolerates(one, disruptedTaint));
  if (isMirror || stays) return undefined;
  const matching = budgets.filter((budget) => {
    const selector = own(objectAt(budget, 'spec'), 'selector');
    const isNear = stringAt(objectAt(budget, 'metadata'), 'namespace') === stringAt(metadata, 'namespace');
    return isNear && selects(isObject(selector) ? selector : undefined, objectAt(metadata, 'labels'));
  });
  const block = { pod: nameOf(pod), budgets: matching.map(nameOf) };
  if (matching.length > 1) return { ...block, by: 'two PodDisruptionBudgets', isLasting: true };
  const [budget] = matching;
  if (!budget || own(objectAt(budget, 'status'), 'disruptionsAllowed') !== 0) return undefined;
  if (isUnready(pod) && stringAt(objectAt(budget, 'spec'), 'unhealthyPodEvictionPolicy') === 'AlwaysAllow')
    return undefined;
  return { ...block, by: 'PodDisruptionBudget', isLasting: neverHasRoom(budget) };
}

/** A budget that wants as many healthy pods as there are. */
function neverHasRoom(budget: ValueObject): boolean {
  const status = objectAt(budget, 'status');
  const [desired, expected] = [own(status, 'desiredHealthy'), own(status, 'expectedPods')];
  return typeof desired === 'number' && typeof expected === 'number' && desired >= expected;
}

function isUnready(pod: ValueObject): boolean {
  const conditions = objectsAt(objectAt(pod, 'status'), 'conditions').map(([, one]) => one);
  return conditions.some((one) => own(one, 'type') === 'Ready' && own(one, 'status') === 'False');
}

function nameOf(object: ValueObject): string {
  const metadata = objectAt(object, 'metadata');
  return `${stringAt(metadata, 'namespace') ?? 'default'}/${stringAt(metadata, 'name') ?? ''}`;
}
