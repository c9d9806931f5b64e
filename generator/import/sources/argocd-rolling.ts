import { isObject, type ValueObject } from '@kustomize-ts/core';
import { labelOwner } from '../../load/cluster-labels.ts';

/** `strategy.rollingSync` of an ApplicationSet that uses it, undefined for any other object. */
export function rollingSyncOf({ kind, spec = null }: ValueObject): ValueObject | undefined {
  const strategy = isObject(spec) ? (spec.strategy ?? null) : null;
  if (kind !== 'ApplicationSet' || !isObject(strategy) || strategy.type !== 'RollingSync') return undefined;
  const { rollingSync = null } = strategy;
  return isObject(rollingSync) && Array.isArray(rollingSync.steps) && rollingSync.steps.length > 0
    ? rollingSync
    : undefined;
}

/** The keys of the labels that the steps of a set refer to, each once. */
export function stepLabelKeys(set: ValueObject): string[] {
  const { steps = [] } = rollingSyncOf(set) ?? {};
  const keys = (Array.isArray(steps) ? steps : []).flatMap((step) => {
    const expressions = isObject(step) ? (step.matchExpressions ?? []) : [];
    return (Array.isArray(expressions) ? expressions : []).flatMap((one) =>
      isObject(one) ? String(one.key) : [],
    );
  });
  return [...new Set(keys)];
}

/** The labels by which the steps of a set select a cluster, without those that are empty or that clusters do not declare. */
export function stepLabelsOf(set: ValueObject, labels: ValueObject): ValueObject {
  const found = stepLabelKeys(set).flatMap((key) => {
    const value = Object.hasOwn(labels, key) ? labels[key] : '';
    return typeof value === 'string' && value !== '' && labelOwner(key) === undefined
      ? [[key, value] as const]
      : [];
  });
  return found.length > 0 ? { labels: Object.fromEntries(found) } : {};
}
