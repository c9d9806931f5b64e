import { realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { diskFileSystem } from '@kustomize-ts/core/node';
import { buildGroups } from '../manifests/index.ts';
import { findManifestFiles, isFoundBelow } from './manifest-files.ts';

/**
 * Whether manifests at some paths are read from a file, or would be if there were one.
 * @param target absolute path, without links
 * @param isTarget whether a path leads to it
 * @param paths that exist: files, folders and kustomize directories
 */
export function areReadFrom(
  target: string,
  isTarget: (path: string) => boolean,
  root: string,
  paths: readonly string[],
): boolean {
  const isThere = statSync(target, { throwIfNoEntry: false }) !== undefined;
  const isFound = paths
    .map((path) => realpathSync(resolve(root, path)))
    .some((path) => statSync(path).isDirectory() && isFoundBelow(path, target));
  if (isFound || !isThere) return isFound;
  const { named, found, templates, directories, foundDirectories } = findManifestFiles(root, paths, 'var');
  const built = buildGroups(diskFileSystem(), [...directories, ...foundDirectories], (path) => path);
  const sources = built.flatMap(({ group }) => [...group.sources.keys()]);
  return [...named, ...found, ...templates, ...sources].some(isTarget);
}
