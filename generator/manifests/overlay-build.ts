import type { BuildEvent } from '@kustomize-ts/core';
import type { OverlayBuild } from '../check/overlay/index.ts';
import { equal } from '../load/merge.ts';
import { valueAt } from '../load/value-at.ts';
import type { Layers } from './layers.ts';
import type { Manifest } from './manifest.ts';

/** A build for the checks of overlays. Files are read for places when the first is needed. */
export function overlayBuild(
  events: readonly BuildEvent[],
  objects: readonly Manifest[],
  layersOf: () => Layers,
  nameOf: (path: string) => string,
): OverlayBuild {
  return {
    events,
    objects,
    fieldAt: (file, path) => {
      const document = layersOf().kustomizationAt(file);
      const at = document?.locate(path, 'key') ?? { file: nameOf(file), line: 1, column: 1 };
      return { value: document && valueAt(document.value, path), at };
    },
    locateInPatch: (file, field, path) => {
      const patch = layersOf()
        .patchesAt(file, field)
        .find(({ value }) => valueAt(value, path) !== undefined);
      return patch?.locate(path, 'key') ?? { file: nameOf(file), line: 1, column: 1 };
    },
    locateOrigin: ({ kind, name }, path, value) =>
      layersOf()
        .anyOf(kind, name)
        .find((layer) => {
          const found = valueAt(layer.value, layer.pathOf(path) ?? []);
          return found !== undefined && equal(found, [...value]);
        })
        ?.locate(path, 'key'),
  };
}
