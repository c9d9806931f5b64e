import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import { valueAt } from '../load/value-at.ts';
import type { Path } from '../render/index.ts';
import { createLayers, type Layer } from './layers.ts';
import type { Manifest } from './manifest.ts';

/**
 * Finds the file that a value of a built object comes from: the patch that has that very value, the outermost kustomization's first,
 * else the resource; where none has the value, the one that has most of the path to it.
 * @param sources texts of the files that were read for the build, in the order of reading, by absolute path
 */
export function createHolders(
  sources: ReadonlyMap<string, string>,
  nameOf: (path: string) => string,
): (object: ValueObject, resourceFile: string) => Manifest['locate'] {
  let known: ReturnType<typeof createLayers> | undefined;
  return (object, resourceFile) => (path, part) => {
    known ??= createLayers(sources, nameOf);
    const layers = [...known.patchesOf(object), ...known.resourcesOf(resourceFile, object)];
    const wanted = valueAt(object, path);
    const exact = layers.find(({ value, pathOf }) => {
      const inner = pathOf(path);
      return wanted !== undefined && inner !== undefined && same(valueAt(value, inner), wanted);
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

function same(a: Value | undefined, b: Value): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (isObject(a) !== isObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => same(valueAt(a, [key]), valueAt(b, [key]) ?? null))
  );
}
