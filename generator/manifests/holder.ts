import type { ValueObject } from '@kustomize-ts/core';
import { equal } from '../load/merge.ts';
import { valueAt } from '../load/value-at.ts';
import type { Path } from '../render/index.ts';
import type { Layer, Layers } from './layers.ts';
import type { Manifest } from './manifest.ts';

/**
 * Finds the file that a value of a built object comes from: the patch that has that very value, the outermost kustomization's first,
 * else the resource; where none has the value, the one that has most of the path to it.
 */
export function createHolders(
  layersOf: () => Layers,
  nameOf: (path: string) => string,
): (object: ValueObject, resourceFile: string) => Manifest['locate'] {
  return (object, resourceFile) => (path, part) => {
    const known = layersOf();
    const layers = [...known.patchesOf(object), ...known.resourcesOf(resourceFile, object)];
    const wanted = valueAt(object, path);
    const exact = layers.find(({ value, pathOf }) => {
      const inner = pathOf(path);
      return wanted !== undefined && inner !== undefined && equal(valueAt(value, inner), wanted);
    });
    const holder = exact ?? deepest(layers, path);
    return holder
      ? holder.locate(holder.pathOf(path) ?? [], part)
      : { file: nameOf(resourceFile), line: 1, column: 1 };
  };
}

/** The layer that has most of a path; the first among equals. */
function deepest(layers: readonly Layer[], path: Path): Layer | undefined {
  let best: Layer | undefined;
  let most = -1;
  for (const layer of layers) {
    const depth = depthIn(layer, path);
    if (depth > most) [best, most] = [layer, depth];
  }
  return best;
}

function depthIn({ value, pathOf, from }: Layer, path: Path): number {
  const inner = pathOf(path);
  if (inner === undefined) return -1;
  let depth = inner.length;
  while (depth > 0 && valueAt(value, inner.slice(0, depth)) === undefined) depth--;
  return depth - from;
}
