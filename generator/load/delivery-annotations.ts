import { isObject, type ValueObject } from '@kustomize-ts/core';
import type { FleetSpec } from './fleet.ts';

/** Flux keeps an object with this annotation when it leaves the repository (kustomize-controller v1.9.6). */
export const FLUX_PRUNE = 'kustomize.toolkit.fluxcd.io/prune';
/** Argo CD's options of one object, separated by commas (v3.2). */
export const ARGOCD_OPTIONS = 'argocd.argoproj.io/sync-options';
export const ARGOCD_WAVE = 'argocd.argoproj.io/sync-wave';

/** When a person confirmed that an Application deletes what is protected; on the Application itself. */
export const ARGOCD_CONFIRMATION = 'argocd.argoproj.io/deletion-approved';

/** A wave waits for the one before it, and is pruned before it: pools come after their classes and go before them. */
export function usualWave(kind: 'NodePool' | 'EC2NodeClass'): string {
  return kind === 'NodePool' ? '1' : '0';
}

/**
 * The metadata of an object with the annotations that delivery wants: sync waves, and what keeps a protected object. They are in the
 * bases and overlays, so that the object is the same by whichever way it comes.
 * @param own labels and annotations that the pool declares
 */
export function withDeliveryAnnotations(
  spec: FleetSpec,
  kind: 'NodePool' | 'EC2NodeClass',
  protect: boolean,
  own: ValueObject,
): ValueObject {
  const { flux, argocd } = spec.delivery ?? {};
  const annotations: ValueObject = { ...(isObject(own.annotations) ? own.annotations : {}) };
  if (argocd?.syncWaves) annotations[ARGOCD_WAVE] ??= usualWave(kind);
  if (protect && flux) annotations[FLUX_PRUNE] = 'disabled';
  if (protect && argocd) {
    const word = argocd.protection === 'never' ? 'false' : 'confirm';
    // Prune is for an object that leaves the repository, Delete for an Application that leaves its ApplicationSet.
    const options = [annotations[ARGOCD_OPTIONS], `Delete=${word}`, `Prune=${word}`];
    annotations[ARGOCD_OPTIONS] = options.filter((option) => option !== undefined && option !== '').join(',');
  }
  return Object.keys(annotations).length > 0 ? { ...own, annotations } : own;
}
