import type { KustomizeError } from '../errors.ts';
import { lookUpPath } from '../fields/look-up.ts';
import type { Resource } from './resource.ts';

/**
 * A field that got a value that does not fit its type: real kustomize writes `!!int x` there, and fails when it
 * prints the object and that is still there.
 */
export interface Misfit {
  readonly path: readonly string[];
  /** Text of what the field holds instead. */
  readonly text: string;
  readonly error: KustomizeError;
}

/** True for a field of `metadata.annotations`; before they are printed in the end, they all become texts. */
export function isAnnotation([first, second, ...rest]: readonly string[]): boolean {
  return first === 'metadata' && second === 'annotations' && rest.length === 1;
}

/** Throws the error of the first of these misfits that the object still holds. */
export function throwMisfit(resource: Resource, misfits: readonly Misfit[]): void {
  for (const { path, text, error } of misfits) {
    if (path.includes('*') || lookUpPath(resource.object, path)?.text === text) throw error;
  }
}
