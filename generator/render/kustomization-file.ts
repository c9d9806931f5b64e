import { type FileSystem, isObject, readYaml, type ValueObject } from '@kustomize-ts/core';

/** Names of which a folder that is built holds exactly one. */
export const KUSTOMIZATION_NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** Where an overlay's kustomization stands, and what it says. */
export interface KustomizationFile {
  path: string;
  value: ValueObject;
}

/**
 * The kustomization of a directory that kustomize has built before, so that it is known to be sound.
 * @returns undefined when there is none
 */
export function readKustomization(fs: FileSystem, directory: string): KustomizationFile | undefined {
  const root = fs.realPath(directory) ?? directory;
  for (const name of KUSTOMIZATION_NAMES) {
    const path = `${root === '/' ? '' : root}/${name}`;
    const text = fs.readFile(path);
    if (text === undefined) continue;
    const value = readYaml(text);
    return { path, value: isObject(value) ? value : {} };
  }
  return undefined;
}
