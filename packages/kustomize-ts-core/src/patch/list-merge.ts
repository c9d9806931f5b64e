import type { Value } from '../value.ts';

/** How two lists merge element by element. */
export interface ListMerge {
  /** Merge keys; empty for a set of scalars. */
  readonly keys: readonly string[];
  /** Where elements go that only the patch has. */
  readonly newElements: 'first' | 'last';
  /** Merges one element; `undefined` when it is deleted. */
  readonly mergeElement: (target: Value | undefined, patch: Value | undefined) => Value | undefined;
}
