import type { ValueObject } from '@kustomize-ts/core';
import type { Path } from '../load/path.ts';
import { valueAt } from '../load/value-at.ts';

/** Where a NodePool refers to its node class. */
export const NODE_CLASS_REF: Path = ['spec', 'template', 'spec', 'nodeClassRef'];

/** The name of the node class that a NodePool refers to; empty where it names none. */
export function refName(pool: ValueObject): string {
  return String(valueAt(pool, [...NODE_CLASS_REF, 'name']) ?? '');
}
