import { BuildSchema } from '../schema/build-schema.ts';
import type { Value } from '../value.ts';
import { mergeStrategic } from './strategic-merge.ts';

/** Options of {@link applyStrategicMerge}; the defaults are those of `kustomize build`. */
export interface StrategicMergeOptions {
  /** Where list elements go that only the patch has; kustomize puts them first. */
  readonly newElements?: 'first' | 'last';
  /** Merge lists of unknown kinds by `name` when all their elements have one; kustomize does not. */
  readonly inferKeys?: boolean;
}

/**
 * Merges a strategic merge patch into a value, with the merge keys of Kubernetes' built-in kinds.
 *
 * @returns the merged value, sharing what did not change; null when the patch deletes it
 * @throws KustomizeError where the two have values of different kinds
 */
export function applyStrategicMerge(target: Value, patch: Value, options: StrategicMergeOptions = {}): Value {
  const schema = new BuildSchema();
  return mergeStrategic(target, patch, { ...options, schema }) ?? null;
}
