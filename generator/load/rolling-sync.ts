import type { RollingSync, RollingSyncStep } from './fleet.ts';

/** The keys of the labels that the steps refer to, sorted. */
export function stepLabels(rollingSync: RollingSync | undefined): string[] {
  const keys = (rollingSync?.steps ?? []).flatMap(({ matchExpressions = [] }) =>
    matchExpressions.map(({ key }) => key),
  );
  return [...new Set(keys)].sort();
}

/**
 * The values of those labels that a cluster's Application has: empty where the cluster has no such label.
 * @param labels of the cluster, as `selectableLabels` gives them
 */
export function labelsForSteps(
  labels: Readonly<Record<string, string>>,
  keys: readonly string[],
): Record<string, string> {
  return Object.fromEntries(keys.map((key) => [key, Object.hasOwn(labels, key) ? (labels[key] ?? '') : '']));
}

/**
 * The steps, by their index, that select a cluster as Argo CD does (v3.2, `buildAppDependencyList`).
 * @param labels of the cluster, as `selectableLabels` gives them
 */
export function stepsOf({ steps }: RollingSync, labels: Readonly<Record<string, string>>): number[] {
  return steps.flatMap((step, i) => (selects(step, labels) ? [i] : []));
}

function selects(
  { matchExpressions = [] }: RollingSyncStep,
  labels: Readonly<Record<string, string>>,
): boolean {
  return matchExpressions.every(({ key, operator, values }) => {
    const value = Object.hasOwn(labels, key) ? labels[key] : '';
    return values.includes(value ?? '') === (operator === 'In');
  });
}

/** How many of the clusters of a step Argo CD syncs at once; 0 where a person does. */
export function syncedAtOnce({ maxUpdate }: RollingSyncStep, clusters: number): number {
  if (maxUpdate === undefined) return clusters;
  if (typeof maxUpdate === 'number') return Math.min(maxUpdate, clusters);
  const percentage = Number.parseInt(maxUpdate, 10);
  return percentage === 0 ? 0 : Math.max(1, Math.floor((percentage * clusters) / 100));
}
