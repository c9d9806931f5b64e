import {
  type BuildFacts,
  buildWithFacts,
  type Cache,
  emit,
  type FileSystem,
  KustomizeError,
  type Resource,
  type ValueObject,
} from '@kustomize-ts/core';
import type { RenderError } from './error.ts';
import { type PreparedObject, prepare } from './fast/prepare.ts';
import type { KustomizationFile } from './kustomization-file.ts';
import { failure, type Result, success } from './result.ts';
import { checkYamlRoundTrip } from './round-trip.ts';

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
  /** Each object as kustomize prints it; joined by `---` lines they are its output. Made on first use. */
  readonly texts: readonly string[];
  kustomization: KustomizationFile;
  /** Whether kustomize adds nothing to what patches at the end of the overlay's own do to the objects. */
  endsWithPatches: boolean;
}

/**
 * Builds an overlay.
 * @param directory absolute path of the directory that holds the kustomization
 * @param cache parsed files, which overlays of one tree share; see `createCache`
 */
export function renderOverlay(fs: FileSystem, directory: string, cache: Cache): Result<Overlay, RenderError> {
  const built = buildDirectory(fs, directory, cache);
  if (!built.ok) return built;
  const { resources, file, kustomization, endsWithPatches } = built.value;
  const objects = resources.map(({ object }) => object);
  let texts: readonly string[] | undefined;
  return success({
    ...{ directory, fs, cache, resources, objects },
    prepared: objects.map(prepare),
    get texts() {
      texts ??= objects.map(emit);
      return texts;
    },
    kustomization: { path: file, value: kustomization },
    // Patches are added to a kustomization by rewriting it.
    endsWithPatches: endsWithPatches && checkYamlRoundTrip(kustomization),
  });
}

/** What kustomize builds of a directory. */
export function buildDirectory(
  fs: FileSystem,
  directory: string,
  cache: Cache,
): Result<BuildFacts, RenderError> {
  try {
    return success(buildWithFacts(fs, directory, { cache }));
  } catch (error) {
    if (!(error instanceof KustomizeError)) throw error;
    const message = `kustomize cannot build ${directory}: ${error.reason}`;
    return failure({
      code: 'build-failed',
      message,
      reported: error.message,
      cause: error,
      ...(error.file !== undefined && { file: error.file }),
    });
  }
}
