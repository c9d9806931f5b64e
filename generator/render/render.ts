import { createCache, type FileSystem } from '@kustomize-ts/core';
import { type ClusterObjects, renderCluster } from './flux/cluster.ts';
import { renderOverlay } from './overlay.ts';

/**
 * What a cluster's API server gets: an overlay built, and a cluster's variables substituted as Flux does.
 *
 * @param directory absolute path in `files` of the overlay
 */
export function render(
  files: FileSystem,
  directory: string,
  variables: Readonly<Record<string, string>>,
): ClusterObjects {
  const overlay = renderOverlay(files, directory, createCache());
  return overlay.ok ? renderCluster(overlay.value, variables) : { objects: [], errors: [overlay.error] };
}
