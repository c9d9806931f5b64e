import { posix } from 'node:path';
import { createCache, emit, type FileSystem, isObject, readYaml, type ValueObject } from '@kustomize-ts/core';
import { type BuiltManifests, buildManifests } from '../../manifests/index.ts';
import { KUSTOMIZATIONS } from '../../render/kustomization-file.ts';
import { changeKustomization } from './flux-changes.ts';
import type { SourceHost } from './host.ts';

/**
 * Builds a folder as Flux does for a Kustomization with changes of its own. The file that is changed is left out of the sources where the
 * folder does not have it.
 * @param directory absolute path
 * @param resources what Flux lists where the folder has no kustomization
 */
export function buildChanged(
  { files, nameOf }: SourceHost,
  directory: string,
  changes: ValueObject,
  resources: string[],
): BuiltManifests & { changed: string } {
  const paths = KUSTOMIZATIONS.map((name) => posix.join(directory, name));
  const own = paths.find((path) => files.kind(path) === 'file');
  const path = own ?? posix.join(directory, 'kustomization.yaml');
  const value = own === undefined ? { resources } : readYaml(files.readFile(own) ?? '');
  const text = emit(changeKustomization(isObject(value) ? value : {}, changes));
  const built = buildManifests(withFile(files, path, text), directory, createCache(), nameOf);
  const sources = new Map(built.sources);
  sources.delete(path);
  const before = own === undefined ? undefined : files.readFile(own);
  if (before !== undefined) sources.set(path, before);
  return { ...built, sources, changed: nameOf(path) };
}

/** A file system in which one file has this text. */
function withFile(files: FileSystem, path: string, text: string): FileSystem {
  return {
    readFile: (asked) => (asked === path ? text : files.readFile(asked)),
    readBytes: (asked) => (asked === path ? new TextEncoder().encode(text) : files.readBytes(asked)),
    kind: (asked) => (asked === path ? 'file' : files.kind(asked)),
    realPath: (asked) => (asked === path ? path : files.realPath(asked)),
  };
}
