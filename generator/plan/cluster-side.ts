import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import type { Crds } from '../check/crd/crds.ts';
import { typeOf } from '../check/pipeline.ts';
import { clusterScope, declaredObject } from '../check/scope.ts';
import type { RevisionState } from '../check/update/revision.ts';
import type { Location } from '../diagnostics/diagnostic.ts';
import { readPools } from '../instances/objects/cluster-pools.ts';
import type { NodeClass } from '../instances/objects/node-class.ts';
import type { Pool } from '../instances/objects/pool.ts';
import { type ClusterRegion, regionOfCluster } from '../instances/region.ts';
import { equal } from '../load/merge.ts';
import type { Path } from '../load/path.ts';
import { valueAt } from '../load/value-at.ts';
import { nearestVersion } from './nearest-version.ts';

/** What one cluster gets of one revision. */
export interface ClusterSide {
  karpenter: string;
  kubernetes: string | undefined;
  /** By name, as the API server stores them: with the defaults of their CRD. */
  objects: ReadonlyMap<string, ValueObject>;
  pools: ReadonlyMap<string, Pool>;
  nodeClasses: ReadonlyMap<string, NodeClass>;
  region: ClusterRegion;
  /** The value that fleet.yaml declares, with `${NAME}` where clusters differ. */
  declared(name: string, path: Path): Value | undefined;
  locate(name: string, path: Path): Location;
}

/**
 * Gives what a cluster gets; undefined where the revision has no such cluster.
 * @param stored gives objects as they are stored; revisions that are compared share it
 * @param other the revision that it is compared with: what both have alike is stored once
 */
export function createSides(
  revision: RevisionState,
  stored: Stored,
  other?: RevisionState,
): (cluster: string) => ClusterSide | undefined {
  return (cluster) => {
    const environment = revision.environments.get(cluster);
    if (environment === undefined) return undefined;
    const scope = clusterScope(revision.scopeOf(environment), cluster);
    const { karpenter, kubernetes } = scope;
    const alike = other?.objectsOf(cluster);
    const objects = new Map(
      [...revision.objectsOf(cluster)].map(([name, object]) => {
        const before = alike?.get(name);
        return [name, stored(before && equal(before, object) ? before : object, karpenter)];
      }),
    );
    const { pools, nodeClasses } = readPools([...objects.values()]);
    return {
      karpenter,
      kubernetes,
      objects,
      nodeClasses: new Map(nodeClasses.map((one) => [one.name, one])),
      pools: new Map(pools.map((one) => [one.name, one])),
      region: regionOfCluster(scope, pools),
      declared: (name, path) => {
        const object = declaredObject(scope, name);
        return object && valueAt(object.value, [...path]);
      },
      locate: (name, path) => revision.locate(environment, name, [...path]),
    };
  };
}

/** Gives an object as the API server of a cluster with that Karpenter stores it. */
export type Stored = (object: ValueObject, karpenter: string) => ValueObject;

/** Objects as they are stored; clusters share those that no variable touches. */
export function createStored(crds: Crds): Stored {
  const known = new WeakMap<ValueObject, Map<string, ValueObject>>();
  return (object, karpenter) => {
    const byVersion = known.get(object) ?? new Map<string, ValueObject>();
    known.set(object, byVersion);
    const { apiVersion, kind } = typeOf(object);
    const stored =
      byVersion.get(karpenter) ??
      asStored(crds.crd(nearestVersion(karpenter, crds), apiVersion, kind)?.validator.store(object), object);
    byVersion.set(karpenter, stored);
    return stored;
  };
}

/** What cannot be stored is compared as it is written. */
function asStored(stored: Value | undefined, written: ValueObject): ValueObject {
  return isObject(stored) ? stored : written;
}
