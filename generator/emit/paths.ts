import { SHARED_CLASSES } from '../load/names.ts';
import type { FleetObject } from '../load/resolved.ts';

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

/** The source that a cluster's own Flux has this repository from. */
export function fluxSourceFile(cluster: string): string {
  return `clusters/${cluster}/flux-source.yaml`;
}

/** The source that a hub has this repository from; no cluster's name has a dot. */
export const HUB_SOURCE_FILE = 'clusters/flux-source.yaml';

/** What Argo CD's Secret of a cluster must carry. */
export function clusterSecretFile(cluster: string): string {
  return `argocd/clusters/${cluster}.yaml`;
}

/** A folder of the repository as a path below a source's prefix, `./overlays/dev`. */
export function joined(prefix: string | undefined, folder: string): string {
  const steps = (prefix ?? '').split('/').filter((step) => step !== '' && step !== '.');
  return ['.', ...steps, folder].join('/');
}
