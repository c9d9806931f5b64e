import { type Cache, createCache, type FileSystem, type ValueObject } from '@kustomize-ts/core';
import type { Location } from '../../diagnostics/diagnostic.ts';
import { overlayFolder } from '../../emit/paths.ts';
import { deliveryOf } from '../../load/delivery-of.ts';
import type { Fleet } from '../../load/index.ts';
import { type Overlay, objectName, type Path, renderOverlay } from '../../render/index.ts';
import { type DeliveryFiles, deliverPrimary, openDeliveries } from '../delivery/deliveries.ts';
import { type EnvironmentScope, environmentScope, locateObject } from '../scope.ts';
import type { BaseState } from './update.ts';

/** An environment's overlay as it was, and what delivers it. */
interface Built {
  overlay: Overlay;
  delivery: DeliveryFiles;
}

/** A revision of a fleet. */
export interface Revision {
  fleet: Fleet;
  /** Holds the generated tree of that revision. */
  files: FileSystem;
  /** Absolute path in `files` of the repository's root. */
  root: string;
  /** The revision as people know it, `main (1a2b3c4)`. */
  name: string;
  /** The environments whose files have changed since; without it any may have. */
  changed?: ReadonlySet<string> | undefined;
  /** Where the fleet's folder is from where files are named, empty or ending in `/`. */
  folder?: string | undefined;
  /** Files that were parsed already; none without it. */
  cache?: Cache | undefined;
}

/** A revision of a fleet, and what its clusters get from it. */
export interface RevisionState extends BaseState {
  fleet: Fleet;
  /** The environment of each cluster. */
  environments: ReadonlyMap<string, string>;
  scopeOf(environment: string): EnvironmentScope;
  /** All objects of a cluster by name, such as `NodePool/gpu`; empty where its environment could not be built. */
  objectsOf(cluster: string): ReadonlyMap<string, ValueObject>;
  /** Where the revision declares a field of an object. */
  locate(environment: string, name: string, path: Path): Location;
}

/**
 * What clusters have of a fleet as it was at some revision: rendered when the first object of a cluster is needed. An environment
 * that could not be built then has given its clusters nothing.
 */
export function openRevision({
  fleet,
  files,
  root,
  name: revision,
  changed,
  folder = '',
  cache = createCache(),
}: Revision): RevisionState {
  const scopes = new Map<string, EnvironmentScope>();
  const opened = new Map<string, Built | undefined>();
  let latest: { cluster: string; objects: ReadonlyMap<string, ValueObject> } | undefined;

  const scopeOf = (environment: string): EnvironmentScope => {
    const scope = scopes.get(environment) ?? environmentScope(fleet, environment);
    scopes.set(environment, scope);
    return scope;
  };
  /** Undefined where the overlay cannot be built. */
  const build = (environment: string): Built | undefined => {
    if (opened.has(environment)) return opened.get(environment);
    const { flux, argocd } = deliveryOf(fleet.spec, environment);
    // Of several ways Flux's is the one that is looked at.
    const usesArgocd = argocd !== undefined && flux === undefined;
    const folder = `${root}/${overlayFolder(fleet.spec, environment)}`.replace('//', '/');
    const overlay = renderOverlay(files, folder, cache);
    const built = overlay.ok
      ? {
          overlay: overlay.value,
          delivery: openDeliveries({ files, root }, scopeOf(environment), usesArgocd),
        }
      : undefined;
    opened.set(environment, built);
    return built;
  };
  const environments = environmentsByCluster(fleet);
  const render = (cluster: string): ReadonlyMap<string, ValueObject> => {
    const built = build(environments.get(cluster) ?? '');
    const delivery = built && deliverPrimary(built.overlay, cluster, built.delivery);
    return new Map(delivery?.objects.map((object) => [objectName(object), object]));
  };
  const objectsOf = (cluster: string): ReadonlyMap<string, ValueObject> => {
    if (!environments.has(cluster)) return new Map();
    if (latest?.cluster !== cluster) latest = { cluster, objects: render(cluster) };
    return latest.objects;
  };
  const locate = (environment: string, name: string, path: Path): Location => {
    const at = locateObject(scopeOf(environment), name, path);
    return { ...at, file: `${folder}${at.file}` };
  };

  return {
    fleet,
    revision,
    environments,
    scopeOf,
    mayDiffer: (environment, cluster) =>
      (changed?.has(environment) ?? true) || environments.get(cluster) !== environment,
    objectsOf,
    locate,
    objectOf: (cluster, name) => {
      const object = objectsOf(cluster).get(name);
      const environment = environments.get(cluster);
      if (object === undefined || environment === undefined) return undefined;
      return { object, locate: (path) => locate(environment, name, path) };
    },
  };
}

/** The environment of each cluster. */
export function environmentsByCluster(fleet: Fleet): Map<string, string> {
  return new Map(
    Object.entries(fleet.spec.environments).flatMap(([environment, { clusters }]) =>
      Object.keys(clusters ?? {}).map((cluster): [string, string] => [cluster, environment]),
    ),
  );
}
