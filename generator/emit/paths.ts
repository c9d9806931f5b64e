import { SHARED_CLASSES } from '../load/names.ts';
import type { FleetObject } from '../load/objects.ts';

/** Folders that the generated tree lies in. */
export const ROOTS = ['base', 'overlays', 'clusters', 'argocd'];

/** Folder of the base that holds an object, relative to `base/`. */
export function baseFolder(object: Pick<FleetObject, 'pool' | 'name'>): string {
  return object.pool ?? `${SHARED_CLASSES}/${object.name}`;
}

/** File of a base object, relative to its folder. */
export function baseFile(object: Pick<FleetObject, 'kind'>): string {
  return `${object.kind.toLowerCase()}.yaml`;
}

export function overlayFolder(environment: string): string {
  return `overlays/${environment}`;
}

export function fluxFile(cluster: string): string {
  return `clusters/${cluster}/flux-kustomization.yaml`;
}

export function variablesFile(cluster: string): string {
  return `clusters/${cluster}/variables.env`;
}

export function applicationSetFile(environment: string): string {
  return `argocd/${environment}.yaml`;
}
