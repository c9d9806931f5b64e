import type { Location } from '../diagnostics/diagnostic.ts';
import { specIn } from '../load/delivery-of.ts';
import {
  type ClusterSpec,
  type EnvironmentObjects,
  type Fleet,
  type FleetObject,
  locateField,
} from '../load/index.ts';
import { renderedValues } from '../load/value-sources.ts';
import type { Path } from '../render/index.ts';

/** What objects are validated for. It is resolved once when a subject is made, and no check looks it up again. */
export interface CheckScope {
  /** Karpenter's version, such as `1.15`. */
  karpenter: string;
  /** The clusters' Kubernetes version, such as `1.34`; rules that depend on it do not run without it. */
  kubernetes?: string;
  /** `production` enables stricter rules. */
  tier?: string;
  /** Names in fleet.yaml; absent for what is not part of a fleet. */
  environment?: string;
  cluster?: string;
  /** The region that fleet.yaml gives the cluster. */
  region?: string;
  /** The values of the cluster's variables, where they are known. */
  variables?: Readonly<Record<string, string>>;
}

/** An environment of a fleet. */
export interface EnvironmentScope extends CheckScope {
  fleet: Fleet;
  environment: string;
  /** Its objects before variables are substituted. */
  declared: EnvironmentObjects;
  clusters: Readonly<Record<string, ClusterSpec>>;
}

/** A cluster of a fleet, and the values that its variables are rendered with. */
export interface ClusterScope extends EnvironmentScope {
  cluster: string;
  variables: Readonly<Record<string, string>>;
}

/** @param name of an environment that the fleet declares */
export function environmentScope(fleet: Fleet, name: string): EnvironmentScope {
  const declared = fleet.objects.environments.find((one) => one.name === name) ?? { name, objects: [] };
  const {
    karpenter = fleet.spec.karpenter,
    kubernetes,
    tier,
    clusters = {},
  } = fleet.spec.environments[name] ?? {};
  return {
    fleet,
    environment: name,
    declared,
    clusters,
    karpenter,
    ...(kubernetes === undefined ? {} : { kubernetes }),
    ...(tier === undefined ? {} : { tier }),
  };
}

export function clusterScope(scope: EnvironmentScope, cluster: string): ClusterScope {
  const { region, karpenter, kubernetes } = scope.clusters[cluster] ?? {};
  const variables = renderedValues(
    specIn(scope.fleet.spec, scope.environment),
    scope.fleet.values.get(cluster) ?? {},
  );
  return {
    ...scope,
    cluster,
    variables,
    ...(region === undefined ? {} : { region }),
    ...(karpenter === undefined ? {} : { karpenter }),
    ...(kubernetes === undefined ? {} : { kubernetes }),
  };
}

/** What the fleet declares of an object, given its name as `NodePool/gpu`. */
export function declaredObject({ declared }: EnvironmentScope, name: string): FleetObject | undefined {
  return declared.objects.find((object) => `${object.kind}/${object.name}` === name);
}

/** Where the fleet declares a field of an object; the environment's name where it does not declare the object. */
export function locateObject(scope: EnvironmentScope, name: string, path: Path): Location {
  const declared = declaredObject(scope, name);
  return declared ? locateField(scope.fleet, declared, path) : locateEnvironment(scope);
}

export function locateEnvironment({ fleet, environment }: EnvironmentScope): Location {
  return fleet.sources.locate(['environments', environment], 'key');
}
