import type { ValueObject } from '@kustomize-ts/core';
import { ARGOCD_OPTIONS, ARGOCD_WAVE, FLUX_PRUNE } from '../load/delivery-annotations.ts';
import type { Path } from '../load/path.ts';
import { canonical } from './canonical.ts';
import { replaceLeaves } from './emitted.ts';

/** The objects of a target in emitted form, by key. */
export interface Reading {
  environment: string;
  cluster?: string;
  objects: Map<string, ValueObject>;
}

/** The same for objects that have the same fields and as many items in each list, and that differ in values of scalars alone. */
export function structureOf({ objects }: Reading): string {
  const bare = new Map<string, ValueObject>();
  for (const [key, object] of objects)
    bare.set(
      key,
      replaceLeaves(object, (path, leaf) => (mayVary(path) && !isIdentity(path) ? null : leaf)),
    );
  return canonical(bare);
}

/** Whether a text says which item of a list this is; another one is another item. */
export function isIdentity(path: Path): boolean {
  return path.at(-1) === 'key' && path.includes('requirements');
}

/** Kinds, names and references to them are what objects are found by. */
export function mayVary(path: Path): boolean {
  if (path[0] === 'metadata') return path.length === 3 && !DELIVERY.has(String(path[2]));
  return path[0] === 'spec' && !path.includes('nodeClassRef') && path.at(-1) !== 'operator';
}

/** Annotations that protect or order an object, for which a fleet has its own fields. */
const DELIVERY: ReadonlySet<string> = new Set([FLUX_PRUNE, ARGOCD_OPTIONS, ARGOCD_WAVE]);
