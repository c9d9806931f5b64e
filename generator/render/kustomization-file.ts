import type { ValueObject } from '@kustomize-ts/core';

/** Names of which a folder that is built holds exactly one. */
export const KUSTOMIZATIONS: readonly string[] = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** Whether a path is that of such a file. */
export function isKustomization(path: string): boolean {
  return KUSTOMIZATIONS.includes(path.slice(path.lastIndexOf('/') + 1));
}

/** Where an overlay's kustomization stands, and what it says. */
export interface KustomizationFile {
  path: string;
  value: ValueObject;
}
