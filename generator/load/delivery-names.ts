import type { FluxDelivery } from './fleet.ts';

/** Where Flux's objects are, where `delivery.flux` names no namespace. */
export const FLUX_NAMESPACE = 'flux-system';
/** Where Argo CD's objects are, where `delivery.argocd` names no namespace. */
export const ARGOCD_NAMESPACE = 'argocd';

/** The label by which a kustomize-controller knows the Kustomizations of its shard. */
export const SHARD_LABEL = 'sharding.fluxcd.io/key';

/** The name of the Kustomization that applies a fleet to a cluster; a hub has those of all clusters. */
export function kustomizationName(
  fleet: string,
  { hub }: Pick<FluxDelivery, 'hub'>,
  cluster: string,
): string {
  return hub ? `${fleet}-${cluster}` : fleet;
}

export function applicationSetName(fleet: string, environment: string): string {
  return `${fleet}-${environment}`;
}

/** The name of a cluster's Application. */
export function applicationName(fleet: string, cluster: string): string {
  return `${fleet}-${cluster}`;
}
