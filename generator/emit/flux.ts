import type { Value, ValueObject } from '@kustomize-ts/core';
import { FLUX_NAMESPACE, kustomizationName, SHARD_LABEL } from '../load/delivery-names.ts';
import type { ClusterSpec, Fleet, FluxDelivery, Values } from '../load/fleet.ts';
import { NODE_CLASS_GROUP } from '../load/objects.ts';
import { forCluster, forEnvironment, referencesOf } from '../load/value-sources.ts';
import { joined, overlayFolder } from './paths.ts';
import { shardOf } from './shard.ts';

/** A cluster, and what its environment makes of it. */
export interface ClusterToEmit {
  name: string;
  spec: ClusterSpec;
  environment: string;
  /** The variables that its objects hold. */
  needed: ReadonlySet<string>;
  /** The values that git has for it. */
  own: Values;
  /** The same, including `DOLLAR` where a literal `$` needs it. */
  values: Record<string, string>;
}

/** The Flux Kustomization (kustomize.toolkit.fluxcd.io/v1) that applies an environment's overlay to one cluster. */
export function fluxKustomization(fleet: Fleet, flux: FluxDelivery, cluster: ClusterToEmit): Value {
  const spec: ValueObject = {
    interval: flux.interval ?? '10m',
    path: joined(flux.path, overlayFolder(fleet.spec, cluster.environment)),
    prune: flux.prune ?? true,
    sourceRef: { ...flux.sourceRef },
    timeout: flux.timeout ?? '5m',
    wait: flux.wait ?? true,
  };
  const postBuild = postBuildOf(fleet, cluster);
  if (postBuild) spec.postBuild = postBuild;
  for (const field of ['retryInterval', 'force', 'suspend', 'serviceAccountName'] as const) {
    const value = flux[field];
    if (value !== undefined) spec[field] = value;
  }
  if (flux.dependsOn) {
    spec.dependsOn = flux.dependsOn.map(({ name, ...dependency }) => ({
      name: forCluster(name, cluster.name),
      ...dependency,
    }));
  }
  if (flux.healthChecks) spec.healthCheckExprs = HEALTH_CHECKS.map((check) => ({ ...check }));
  if (flux.hub) spec.kubeConfig = kubeConfigOf(flux.hub.kubeConfig, cluster.name);
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: metadataOf(fleet, flux, cluster),
    spec,
  };
}

/**
 * The source (source.toolkit.fluxcd.io/v1) that `sourceRef` names.
 * @param environment that the cluster is in; a hub has one source for all
 */
export function fluxSource(flux: FluxDelivery, environment = ''): Value {
  const { kind, name, namespace = flux.namespace ?? FLUX_NAMESPACE } = flux.sourceRef;
  const source = structuredClone(flux.source ?? {});
  for (const field of ['branch', 'tag', 'name'] as const) {
    const revision = source.ref?.[field];
    if (source.ref && revision !== undefined) source.ref[field] = forEnvironment(revision, environment);
  }
  return {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind,
    metadata: { name, namespace },
    spec: { interval: '10m', ...(source as ValueObject) },
  };
}

function metadataOf(fleet: Fleet, flux: FluxDelivery, { name, spec }: ClusterToEmit): ValueObject {
  const labels = {
    ...spec.labels,
    ...(flux.shards === undefined ? {} : { [SHARD_LABEL]: `shard${shardOf(name, flux.shards)}` }),
  };
  return {
    // Whatever applies this object may substitute in it, but these values must stay as they are.
    annotations: { 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' },
    ...(Object.keys(labels).length > 0 ? { labels } : {}),
    name: kustomizationName(fleet.name, flux, name),
    namespace: flux.namespace ?? FLUX_NAMESPACE,
  };
}

function postBuildOf(fleet: Fleet, { name, own, needed, values }: ClusterToEmit): ValueObject | undefined {
  const references = referencesOf(fleet.spec, name, own, needed).map((reference) => ({
    kind: reference.kind,
    name: reference.name,
    ...(reference.optional ? { optional: true } : {}),
  }));
  if (Object.keys(values).length + references.length === 0) return undefined;
  return {
    ...(Object.keys(values).length > 0 ? { substitute: values } : {}),
    ...(references.length > 0 ? { substituteFrom: references } : {}),
  };
}

function kubeConfigOf(
  { secretRef, configMapRef }: NonNullable<FluxDelivery['hub']>['kubeConfig'],
  cluster: string,
): ValueObject {
  return {
    ...(secretRef ? { secretRef: { ...secretRef, name: forCluster(secretRef.name, cluster) } } : {}),
    ...(configMapRef ? { configMapRef: { name: forCluster(configMapRef.name, cluster) } } : {}),
  };
}

/**
 * Ready in the generation that was applied; Karpenter (1.0 and later) says that in conditions. An expression that fails, as long as there
 * is not a status, makes Flux wait. None says that an object failed, since a pool is not ready as long as its class is not.
 */
const READY =
  "status.conditions.exists(e, e.type == 'Ready' && e.status == 'True' && " +
  '(!has(e.observedGeneration) || e.observedGeneration == metadata.generation))';

/** What `healthChecks` of `delivery.flux` has Flux wait for. */
export const HEALTH_CHECKS = [
  { apiVersion: `${NODE_CLASS_GROUP}/v1`, kind: 'EC2NodeClass', current: READY },
  { apiVersion: 'karpenter.sh/v1', kind: 'NodePool', current: READY },
];
