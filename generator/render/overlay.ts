import {
  build,
  type Cache,
  emit,
  type FileSystem,
  KustomizeError,
  type Resource,
  type ValueObject,
} from '@kustomize-ts/core';
import type { RenderError } from './error.ts';
import { readKustomization } from './kustomization-file.ts';
import { type PreparedObject, prepare } from './prepare.ts';
import { failure, type Result, success } from './result.ts';

/** What kustomize builds of a directory, ready for the variables of many clusters. */
export interface Overlay {
  /** Absolute path of the directory in `fs`. */
  directory: string;
  fs: FileSystem;
  cache: Cache;
  /** In kustomize's order of output. */
  resources: readonly Resource[];
  objects: readonly ValueObject[];
  prepared: readonly PreparedObject[];
  /** Each object as kustomize prints it; joined by `---` lines they are what it prints. */
  texts: readonly string[];
  /** Whether kustomize does nothing more to the objects once the overlay's own `patches` are applied. */
  endsWithPatches: boolean;
  /** Shapes of further patches, and whether a build has shown that they may be applied without one. */
  provenPatches: Map<string, boolean>;
}

/** Fields of a kustomization that have done their work when its `patches` are applied. */
const BEFORE_PATCHES = new Set(
  'apiVersion kind metadata resources components patchesStrategicMerge patches'.split(' '),
);

/**
 * Builds an overlay.
 * @param directory absolute path of the directory that holds the kustomization
 * @param cache parsed files, which overlays of one tree share; see `createCache`
 */
export function renderOverlay(fs: FileSystem, directory: string, cache: Cache): Result<Overlay, RenderError> {
  const built = buildDirectory(fs, directory, cache);
  if (!built.ok) return built;
  const resources = built.value;
  const objects = resources.map(({ object }) => object);
  const fields = Object.keys(readKustomization(fs, directory)?.value ?? {});
  return success({
    ...{ directory, fs, cache, resources, objects },
    prepared: objects.map(prepare),
    texts: objects.map(emit),
    endsWithPatches: fields.every((field) => BEFORE_PATCHES.has(field)),
    provenPatches: new Map(),
  });
}

/** The resources that kustomize builds of a directory. */
export function buildDirectory(
  fs: FileSystem,
  directory: string,
  cache: Cache,
): Result<Resource[], RenderError> {
  try {
    return success(build(fs, directory, { cache }));
  } catch (error) {
    if (!(error instanceof KustomizeError)) throw error;
    const message = `kustomize cannot build ${directory}: ${error.reason}`;
    return failure({
      code: 'build-failed',
      message,
      reported: error.message,
      cause: error,
      ...(error.file !== undefined && { file: error.file }),
      ...(error.field !== undefined && { fileField: error.field }),
    });
  }
}
