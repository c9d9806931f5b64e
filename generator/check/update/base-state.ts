import { createCache, type FileSystem, type ValueObject } from '@kustomize-ts/core';
import type { Location } from '../../diagnostics/diagnostic.ts';
import { overlayFolder } from '../../emit/paths.ts';
import type { Fleet } from '../../load/index.ts';
import { type Overlay, objectName, type Path, renderOverlay } from '../../render/index.ts';
import { type DeliveryFiles, deliver, openDeliveries, primaryObjects } from '../delivery/deliveries.ts';
import { type EnvironmentScope, environmentScope, locateObject } from '../scope.ts';
import type { BaseState } from './update.ts';

/** An environment as it was. */
interface OldEnvironment {
  scope: EnvironmentScope;
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
  /** Where the fleet's folder is from where files are to be told, empty or ending in `/`. */
  folder?: string | undefined;
}

/**
 * What clusters have of a fleet as it was at some revision: rendered when the first object of a cluster is needed. An environment
 * that could not be built then has given its clusters nothing.
 */
export function createBaseState({
  fleet,
  files,
  root,
  name: revision,
  changed,
  folder = '',
}: Revision): BaseState {
  const { flux, argocd } = fleet.spec.delivery ?? {};
  // Of several ways Flux's is the one that is looked at.
  const usesArgocd = argocd !== undefined && flux === undefined;
  const cache = createCache();
  const opened = new Map<string, OldEnvironment | undefined>();
  let latest: { cluster: string; objects: Map<string, ValueObject> } | undefined;

  const openEnvironment = (scope: EnvironmentScope): OldEnvironment | undefined => {
    const folder = `${root}/${overlayFolder(scope.environment)}`.replace('//', '/');
    const overlay = renderOverlay(files, folder, cache);
    if (!overlay.ok) return undefined;
    return { scope, overlay: overlay.value, delivery: openDeliveries({ files, root }, scope, usesArgocd) };
  };
  const open = (environment: string): OldEnvironment | undefined => {
    if (!opened.has(environment)) {
      opened.set(environment, openEnvironment(environmentScope(fleet, environment)));
    }
    return opened.get(environment);
  };
  const objectsOf = (environment: string, cluster: string): Map<string, ValueObject> => {
    const old = open(environment);
    const objects = old ? primaryObjects(deliver(old.overlay, cluster, old.delivery)) : [];
    return new Map(objects.map((object) => [objectName(object), object]));
  };

  const environmentOf = environmentsByCluster(fleet);
  return {
    revision,
    mayDiffer: (environment, cluster) =>
      (changed?.has(environment) ?? true) || environmentOf.get(cluster) !== environment,
    objectOf: (cluster, name) => {
      const environment = environmentOf.get(cluster);
      if (environment === undefined) return undefined;
      if (latest?.cluster !== cluster) latest = { cluster, objects: objectsOf(environment, cluster) };
      const object = latest.objects.get(name);
      const scope = open(environment)?.scope;
      if (object === undefined || scope === undefined) return undefined;
      const locate = (path: Path): Location => {
        const at = locateObject(scope, name, path);
        return { ...at, file: `${folder}${at.file}` };
      };
      return { object, locate };
    },
  };
}

/** The environment of each cluster. */
function environmentsByCluster(fleet: Fleet): Map<string, string> {
  return new Map(
    Object.entries(fleet.spec.environments).flatMap(([environment, { clusters }]) =>
      Object.keys(clusters ?? {}).map((cluster): [string, string] => [cluster, environment]),
    ),
  );
}
