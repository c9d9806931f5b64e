import { posix } from 'node:path';
import type { FleetSpec } from '../load/fleet.ts';
import { SHARED_CLASSES } from '../load/names.ts';
import { outputOf } from '../load/output.ts';
import type { FleetObject } from '../load/resolved.ts';

/** The part of a fleet's spec that says where its tree is. */
export type Placed = Pick<FleetSpec, 'output'>;

/** Folder of the base that holds an object, relative to that of all bases. */
export function baseFolder(object: Pick<FleetObject, 'pool' | 'name'>): string {
  return object.pool ?? `${SHARED_CLASSES}/${object.name}`;
}

/** File of a base object, relative to its folder. */
export function baseFile(object: Pick<FleetObject, 'kind'>): string {
  return `${object.kind.toLowerCase()}.yaml`;
}

/** A file below the folder of all bases. */
export function baseEntry(spec: Placed, path: string): string {
  return `${outputOf(spec).base}/${path}`;
}

/** The folder of all bases as an overlay's kustomization names it. */
export function basesFromOverlay(spec: Placed, environment: string): string {
  return posix.relative(overlayFolder(spec, environment), outputOf(spec).base);
}

export function overlayFolder(spec: Placed, environment: string): string {
  return `${outputOf(spec).overlays}/${environment}`;
}

export function fluxFile(spec: Placed, cluster: string): string {
  return `${outputOf(spec).clusters}/${cluster}/flux-kustomization.yaml`;
}

export function variablesFile(spec: Placed, cluster: string): string {
  return `${outputOf(spec).clusters}/${cluster}/variables.env`;
}

export function applicationSetFile(spec: Placed, environment: string): string {
  return `${outputOf(spec).argocd}/${environment}.yaml`;
}

/** The source that a cluster's own Flux has this repository from. */
export function fluxSourceFile(spec: Placed, cluster: string): string {
  return `${outputOf(spec).clusters}/${cluster}/flux-source.yaml`;
}

/** The source that a hub has this repository from; no cluster's name has a dot. */
export function hubSourceFile(spec: Placed): string {
  return `${outputOf(spec).clusters}/flux-source.yaml`;
}

/** What Argo CD's Secret of a cluster must carry. */
export function clusterSecretFile(spec: Placed, cluster: string): string {
  return `${outputOf(spec).argocd}/clusters/${cluster}.yaml`;
}

/** A folder of the repository as a path below a source's prefix, `./overlays/dev`. */
export function joined(prefix: string | undefined, folder: string): string {
  const steps = (prefix ?? '').split('/').filter((step) => step !== '' && step !== '.');
  return ['.', ...steps, folder].join('/');
}
