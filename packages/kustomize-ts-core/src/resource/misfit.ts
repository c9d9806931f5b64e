import type { KustomizeError } from '../errors.ts';
import { lookUpPath } from '../fields/look-up.ts';
import type { ValueObject } from '../value.ts';

/**
 * A field that was set to a value of the wrong type: real kustomize writes `!!int x` there, and fails if it is
 * still there when it prints the object.
 */
export interface Misfit {
  readonly path: readonly string[];
  /** Text of what the field holds instead. */
  readonly text: string;
  readonly error: KustomizeError;
}

/** True for a field of `metadata.annotations`; all of them become text before they are printed at the end. */
export function isAnnotation([first, second, ...rest]: readonly string[]): boolean {
  return first === 'metadata' && second === 'annotations' && rest.length === 1;
}

/** Throws the error of the first of these misfits that is still in the object. */
export function throwMisfit(resource: { readonly object: ValueObject }, misfits: readonly Misfit[]): void {
  for (const { path, text, error } of misfits) {
    if (path.includes('*') || lookUpPath(resource.object, path)?.text === text) throw error;
  }
}
