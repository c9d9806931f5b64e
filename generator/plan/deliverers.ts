import type { ValueObject } from '@kustomize-ts/core';
import { stringAt } from '../instances/objects/fields.ts';
import { annotationsOf } from '../instances/objects/metadata.ts';
import { ARGOCD_OPTIONS, FLUX_PRUNE } from '../load/delivery-annotations.ts';
import {
  ARGOCD_NAMESPACE,
  applicationName,
  applicationSetName,
  FLUX_NAMESPACE,
  kustomizationName,
} from '../load/delivery-names.ts';
import { deliveryOf } from '../load/delivery-of.ts';
import type { ArgoCdDelivery, Fleet } from '../load/index.ts';
import { outputOf } from '../load/output.ts';

/** A controller's object that brings the fleet's objects to a cluster, and deletes them when it or they are gone. */
export interface Deliverer {
  /** As `Kustomization/shop` or `Application/shop-{cluster}`. */
  name: string;
  /** What it belongs to: its namespace, and for Argo CD its ApplicationSet; another owner deletes it and creates it again. */
  owner: string;
  /** The folder it is generated in, by which something outside the tree applies it, and deletes what it no longer holds. */
  folder: string;
  /** What happens to an object that leaves the repository, or whose deliverer is deleted. */
  fateOf(object: ValueObject, when: 'pruned' | 'undelivered'): Fate;
}

export interface Fate {
  isDeleted: boolean;
  /** Why, or on what condition, as a clause. */
  note?: string;
  /** Whether it is deleted only once a person confirms it. */
  needsPerson?: true;
  /** Whether that is a sync of its own. */
  needsSync?: true;
}

/** Stands for the cluster's name, so that the same change of many clusters is reported once. */
const CLUSTER = '{cluster}';

/** What delivers the fleet to each cluster of an environment. */
export function deliverersOf(fleet: Fleet, environment: string): Deliverer[] {
  const { flux, argocd } = deliveryOf(fleet.spec, environment);
  const folders = outputOf(fleet.spec);
  const out: Deliverer[] = [];
  if (flux) {
    out.push({
      name: `Kustomization/${kustomizationName(fleet.name, flux, CLUSTER)}`,
      owner: `namespace ${flux.namespace ?? FLUX_NAMESPACE}${flux.hub ? ' of the hub' : ''}`,
      folder: flux.hub ? folders.clusters : `${folders.clusters}/${CLUSTER}`,
      fateOf: (object) => fluxFate(object, flux.prune ?? true),
    });
  }
  if (argocd) {
    out.push({
      name: `Application/${applicationName(fleet.name, CLUSTER)}`,
      owner: `ApplicationSet ${applicationSetName(fleet.name, environment)} in namespace ${argocd.namespace ?? ARGOCD_NAMESPACE}`,
      folder: folders.argocd,
      fateOf: (object, when) => argocdFate(object, when, argocd),
    });
  }
  return out;
}

/** kustomize-controller v1.9.6: pruning and deletion of a Kustomization leave objects with the annotation, and all where it does not prune. */
function fluxFate(object: ValueObject, prunes: boolean): Fate {
  if (!prunes) return { isDeleted: false, note: 'delivery.flux.prune is false, so Flux leaves it' };
  return stringAt(annotationsOf(object), FLUX_PRUNE) === 'disabled'
    ? { isDeleted: false, note: 'it is protected, so Flux leaves it' }
    : { isDeleted: true };
}

/** Argo CD v3.2: `Prune` is for an object that leaves the repository, `Delete` for one whose Application is deleted. */
function argocdFate(object: ValueObject, when: 'pruned' | 'undelivered', argocd: ArgoCdDelivery): Fate {
  if (when === 'undelivered' && argocd.preserveResourcesOnDeletion === true)
    return { isDeleted: false, note: 'preserveResourcesOnDeletion is set, so Argo CD leaves it' };
  const options = syncOptions(object);
  const word = when === 'pruned' ? 'Prune' : 'Delete';
  if (options.includes(`${word}=false`))
    return { isDeleted: false, note: 'it is protected, so Argo CD leaves it' };
  // The labels of a Secret stay when its generated part is gone, until somebody takes them off.
  const labels =
    when === 'undelivered' && argocd.generator === 'clusters'
      ? 'once the labels of its Secret in Argo CD change'
      : undefined;
  if (options.includes(`${word}=confirm`)) {
    const note =
      labels === undefined ? 'once a person confirms it in Argo CD' : `${labels} and a person confirms it`;
    return { isDeleted: true, needsPerson: true, note };
  }
  if (labels !== undefined) return { isDeleted: true, note: labels };
  if (when === 'pruned' && argocd.syncPolicy?.automated?.prune !== true)
    return {
      isDeleted: true,
      needsPerson: true,
      needsSync: true,
      note: 'once a person syncs with pruning, since Argo CD does not prune it by itself',
    };
  return { isDeleted: true };
}

/** The options of Argo CD that an object has for itself. */
export function syncOptions(object: ValueObject): string[] {
  return (stringAt(annotationsOf(object), ARGOCD_OPTIONS) ?? '').split(',').map((option) => option.trim());
}
