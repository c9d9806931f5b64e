import type { ValueObject } from '@kustomize-ts/core';
import { objectAt, objectsAt, own, stringAt } from '../objects/fields.ts';
import { normalizeLabel } from '../objects/labels.ts';
import type { Toleration } from '../objects/taint.ts';
import { addTo, type Requirements } from '../requirements/compatible.ts';
import { requirementsIn } from '../requirements/expressions.ts';
import { oneOf, type Requirement } from '../requirements/requirement.ts';

/**
 * What a pod requests besides resources: its requirements in the order in which Karpenter relaxes them. Karpenter treats
 * the heaviest preference as required, and of several required terms the first.
 */
export interface Wishes {
  selector: Requirements;
  /** Required terms of the node affinity: one of these. */
  terms: readonly Requirements[];
  /** Preferred terms, the heaviest first. */
  preferred: readonly Requirements[];
  affinity: readonly ValueObject[];
  preferredAffinity: readonly ValueObject[];
  antiAffinity: readonly ValueObject[];
  preferredAntiAffinity: readonly ValueObject[];
  spread: readonly ValueObject[];
  tolerations: readonly Toleration[];
}

export function wishesOf(podSpec: ValueObject, tolerations: readonly Toleration[]): Wishes {
  const affinity = objectAt(podSpec, 'affinity');
  const nodes = objectAt(affinity, 'nodeAffinity');
  const pods = objectAt(affinity, 'podAffinity');
  const antiPods = objectAt(affinity, 'podAntiAffinity');
  const selector = new Map<string, Requirement>();
  for (const [key, value] of Object.entries(objectAt(podSpec, 'nodeSelector')))
    if (typeof value === 'string') addTo(selector, normalizeLabel(key, 'aws'), oneOf(value));
  return {
    selector,
    terms: objectsAt(objectAt(nodes, required), 'nodeSelectorTerms').map(([, term]) => termOf(term)),
    preferred: weighted(nodes, 'preference').map(termOf),
    affinity: objectsAt(pods, required).map(([, term]) => term),
    preferredAffinity: weighted(pods, 'podAffinityTerm'),
    antiAffinity: objectsAt(antiPods, required).map(([, term]) => term),
    preferredAntiAffinity: weighted(antiPods, 'podAffinityTerm'),
    spread: objectsAt(podSpec, 'topologySpreadConstraints').map(([, constraint]) => constraint),
    tolerations,
  };
}

const required = 'requiredDuringSchedulingIgnoredDuringExecution';

function weighted(affinity: ValueObject, field: string): ValueObject[] {
  return objectsAt(affinity, 'preferredDuringSchedulingIgnoredDuringExecution')
    .map(([, entry]) => ({ weight: Number(own(entry, 'weight') ?? 0), term: objectAt(entry, field) }))
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ term }) => term);
}

function termOf(term: ValueObject): Requirements {
  return requirementsIn(objectsAt(term, 'matchExpressions').map(([, expression]) => expression));
}

const toleratesPreference: Toleration = {
  key: '',
  operator: 'Exists',
  value: '',
  effect: 'PreferNoSchedule',
};

/**
 * The same with one preference less; undefined if nothing can be relaxed. core v1.15.0, scheduling/preferences.go, Relax.
 * @param taintsArePreferred whether a pool has a taint PreferNoSchedule
 */
export function relaxed(wishes: Wishes, taintsArePreferred: boolean): Wishes | undefined {
  const { terms, preferredAffinity, preferredAntiAffinity, preferred, spread, tolerations } = wishes;
  if (terms.length > 1) return { ...wishes, terms: terms.slice(1) };
  if (preferredAffinity.length > 0) return { ...wishes, preferredAffinity: preferredAffinity.slice(1) };
  if (preferredAntiAffinity.length > 0)
    return { ...wishes, preferredAntiAffinity: preferredAntiAffinity.slice(1) };
  if (preferred.length > 0) return { ...wishes, preferred: preferred.slice(1) };
  const anyway = spread.findIndex((one) => stringAt(one, 'whenUnsatisfiable') === 'ScheduleAnyway');
  if (anyway >= 0) return { ...wishes, spread: spread.toSpliced(anyway, 1) };
  if (!taintsArePreferred || tolerations.includes(toleratesPreference)) return undefined;
  return { ...wishes, tolerations: [...tolerations, toleratesPreference] };
}
