import type { ValueObject } from '@kustomize-ts/core';
import { objectsAt, stringAt } from './fields.ts';

export interface Taint {
  index: number;
  key: string;
  value: string;
  effect: string;
}

export interface Toleration {
  key: string;
  operator: string;
  value: string;
  effect: string;
}

/** The taint that Karpenter gives a node whose pods it evicts. */
export const disruptedTaint: Taint = {
  index: 0,
  key: 'karpenter.sh/disrupted',
  value: '',
  effect: 'NoSchedule',
};

/** The taints of a node template. */
export function readTaints(template: ValueObject): Taint[] {
  return objectsAt(template, 'taints').map(([index, taint]) => ({
    index,
    key: stringAt(taint, 'key') ?? '',
    value: stringAt(taint, 'value') ?? '',
    effect: stringAt(taint, 'effect') ?? '',
  }));
}

/** The tolerations of a pod. */
export function readTolerations(podSpec: ValueObject): Toleration[] {
  return objectsAt(podSpec, 'tolerations').map(([, toleration]) => ({
    key: stringAt(toleration, 'key') ?? '',
    operator: stringAt(toleration, 'operator') || 'Equal',
    value: stringAt(toleration, 'value') ?? '',
    effect: stringAt(toleration, 'effect') ?? '',
  }));
}

/** True when a toleration covers the taint: k8s.io/api/core/v1, toleration.go, ToleratesTaint. */
export function tolerates(toleration: Toleration, taint: Taint): boolean {
  if (toleration.effect !== '' && toleration.effect !== taint.effect) return false;
  if (toleration.key !== '' && toleration.key !== taint.key) return false;
  if (toleration.operator === 'Exists') return true;
  return toleration.key !== '' && toleration.operator === 'Equal' && toleration.value === taint.value;
}

/** All taints that no toleration covers, PreferNoSchedule among them: core v1.15.0, pkg/scheduling/taints.go, Tolerates. */
export function untoleratedAll(taints: readonly Taint[], tolerations: readonly Toleration[]): Taint[] {
  return taints.filter((taint) => !tolerations.some((one) => tolerates(one, taint)));
}

/** The first taint that keeps such a pod away; PreferNoSchedule does not. */
export function untolerated(taints: readonly Taint[], tolerations: readonly Toleration[]): Taint | undefined {
  return taints.find(
    (taint) => taint.effect !== 'PreferNoSchedule' && !tolerations.some((one) => tolerates(one, taint)),
  );
}

/** A taint as kubectl writes it. */
export function taintText({ key, value, effect }: Taint): string {
  return `${key}${value === '' ? '' : `=${value}`}:${effect}`;
}
