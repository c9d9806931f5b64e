import type { ValueObject } from '@kustomize-ts/core';
import { objectAt, own, stringAt } from '../../instances/objects/fields.ts';
import { labelSelector } from '../../instances/objects/label-selector.ts';
import { namespaceOf } from '../../instances/objects/metadata.ts';
import { isDaemon, type Pod } from '../../instances/objects/pods.ts';
import { titleOf } from './view.ts';

/** A PodDisruptionBudget and the pods among the workloads that it covers, those of DaemonSets aside. */
export interface PodDisruptionBudget {
  title: string;
  object: ValueObject;
  spec: ValueObject;
  pods: readonly Pod[];
}

export function podDisruptionBudgets(
  workloads: readonly ValueObject[],
  pods: readonly Pod[],
): PodDisruptionBudget[] {
  return workloads
    .filter(({ kind, apiVersion }) => kind === 'PodDisruptionBudget' && apiVersion === 'policy/v1')
    .map((object) => {
      const spec = objectAt(object, 'spec');
      const selects = labelSelector(own(spec, 'selector'));
      const covers = (pod: Pod): boolean =>
        !isDaemon(pod) && namespaceOf(pod.holder) === namespaceOf(object) && selects(pod.labels);
      return { title: titleOf(object), object, spec, pods: pods.filter(covers) };
    });
}

/**
 * Why a budget never allows an eviction, such as `minAvailable 1 of 1 pod`; undefined where it may. kubernetes,
 * pkg/controller/disruption/disruption.go, getExpectedPodCount: percentages round up.
 * @param replicas how many pods it covers; undefined where that is not known
 */
export function blockText({ spec }: PodDisruptionBudget, replicas: number | undefined): string | undefined {
  const unavailable = own(spec, 'maxUnavailable') ?? undefined;
  if (unavailable !== undefined)
    return /^0+%?$/.test(String(unavailable)) ? `maxUnavailable ${String(unavailable)}` : undefined;
  const available = own(spec, 'minAvailable') ?? undefined;
  if (available === undefined) return undefined;
  const text = `minAvailable ${String(available)}`;
  if (available === '100%') return text;
  const wanted = countOf(available, replicas ?? 0);
  if (replicas === undefined || replicas === 0 || wanted === undefined || wanted < replicas) return undefined;
  return `${text} of ${replicas === 1 ? '1 pod' : `${replicas} pods`}`;
}

function countOf(value: unknown, of: number): number | undefined {
  if (typeof value === 'number') return value;
  const percent = typeof value === 'string' ? /^(\d+)%$/.exec(value)?.[1] : undefined;
  return percent === undefined ? undefined : Math.ceil((Number(percent) * of) / 100);
}

const SCALED = ['Deployment', 'StatefulSet', 'ReplicaSet'];
const SCALERS = ['HorizontalPodAutoscaler', 'ScaledObject'];

/** How many pods a budget covers by the `replicas` of what holds them; undefined where one does not say, or is scaled. */
export function replicasOf(
  { pods }: PodDisruptionBudget,
  workloads: readonly ValueObject[],
): number | undefined {
  const scaled = new Set(workloads.filter(({ kind }) => SCALERS.includes(String(kind))).map(targetOf));
  let total = 0;
  for (const { kind, holder } of pods) {
    const replicas = own(objectAt(holder, 'spec'), 'replicas');
    const name = stringAt(objectAt(holder, 'metadata'), 'name');
    if (!SCALED.includes(kind) || typeof replicas !== 'number' || scaled.has(name)) return undefined;
    total += replicas;
  }
  return total;
}

function targetOf(scaler: ValueObject): string | undefined {
  return stringAt(objectAt(objectAt(scaler, 'spec'), 'scaleTargetRef'), 'name');
}
