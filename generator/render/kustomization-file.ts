import type { ValueObject } from '@kustomize-ts/core';

/** Names of which a folder that is built holds exactly one. */
export const KUSTOMIZATION_NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** Where an overlay's kustomization stands, and what it says. */
export interface KustomizationFile {
  path: string;
  value: ValueObject;
}
