import type { ValueObject } from '@kustomize-ts/core';
import type { RenderError } from '../error.ts';
import { substituteFast } from '../fast/substitute.ts';
import type { Overlay } from '../overlay.ts';
import type { ObjectOptions } from './object.ts';
import { readFluxVariables } from './variables.ts';

/** The objects of one cluster, and why others could not be rendered. */
export interface ClusterObjects {
  objects: ValueObject[];
  errors: RenderError[];
}

/**
 * The objects that a cluster's API server gets from Flux. What no variable touches is shared with the overlay and so
 * with all its clusters.
 */
export function renderCluster(
  overlay: Overlay,
  variables: Readonly<Record<string, string>>,
  options: ObjectOptions = { strict: true },
): ClusterObjects {
  const read = readFluxVariables(variables);
  if (!read.ok) return { objects: [], errors: [read.error] };
  const objects: ValueObject[] = [];
  const errors: RenderError[] = [];
  for (const prepared of overlay.prepared) {
    const substituted = substituteFast(prepared, read.value, options);
    if (substituted.ok) objects.push(substituted.value);
    else errors.push(substituted.error);
  }
  return { objects, errors };
}
