import type { ValueObject } from '@kustomize-ts/core';
import type { Location, Severity } from '../diagnostics/diagnostic.ts';
import type { Profile } from '../diagnostics/profile.ts';
import type { EC2NodeClassSpec, NodePoolSpec } from '../types/karpenter.generated.ts';
import type { Locate, Part, Path } from './path.ts';
import type { JsonPatchOperation, ResolvedObjects } from './resolved.ts';
import type { RuleSet } from './rules/types.ts';

/** A fleet as declared in `fleet.yaml` and what it includes, or in code. */
export interface DeclaredFleet {
  /** `metadata.name`, also the name of the Flux Kustomization of every cluster. */
  name: string;
  spec: FleetSpec;
  sources: FleetSources;
  /** The objects of the manifests that `spec.workloads` names. */
  workloads: readonly ValueObject[];
  /** Where they are written; absent for a fleet that is declared in code. */
  workloadPlaces?: WorkloadPlaces;
  /** What the files hold that `spec.checks.rules` names. */
  rules: RuleSet;
}

/** A valid fleet, with the objects that its declarations merge to. */
export interface Fleet extends DeclaredFleet {
  objects: ResolvedObjects;
  /** The values that git has for the variables of each cluster, by its name. */
  values: ReadonlyMap<string, Values>;
}

/** Values of variables by name. */
export type Values = Readonly<Record<string, string>>;

/** Where the fields of each object are written. */
export type WorkloadPlaces = ReadonlyMap<ValueObject, Locate>;

/** Where the values of a fleet's spec are written. */
export interface FleetSources {
  /** Files the spec was read from, the first is the one that the caller named. */
  files: readonly string[];
  /** The place of the value at `path` below `spec`, or of its nearest parent that exists. */
  locate(path: Path, part?: Part): Location;
  /** How many steps of `path` below `spec` exist. */
  depth(path: Path): number;
  /** The text of one of the files; undefined for a file that does not exist. */
  textOf(file: string): string | undefined;
}

/** `spec` of `fleet.yaml`; `schemas/fleet.schema.json` describes each field. */
export interface FleetSpec {
  karpenter: string;
  variables?: Record<string, VariableSpec>;
  defaults?: { nodePool?: Patch<NodePoolSpec>; nodeClass?: Patch<EC2NodeClassSpec> };
  nodeClasses?: Record<string, NodeClassSpec>;
  pools: Record<string, PoolSpec>;
  environments: Record<string, EnvironmentSpec>;
  delivery?: { flux?: FluxDelivery; argocd?: ArgoCdDelivery };
  /** Folders of the generated files, relative to that of the fleet. */
  output?: Partial<OutputFolders>;
  workloads?: string[];
  checks?: {
    profile?: Profile;
    rules?: string[];
    severities?: Record<string, Severity | 'off'>;
    waivers?: Waiver[];
    /** By environment. */
    budget?: Record<string, Budget>;
  };
}

/** The most that the pools of an environment are meant to cost together. */
export type Budget = { dollarsPerHour?: number; dollarsPerMonth?: number };

/** Folders that the generated tree lies in. */
export interface OutputFolders {
  base: string;
  overlays: string;
  clusters: string;
  argocd: string;
}

/** A finding that is ignored until a day; each part that is given narrows what it covers. */
export interface Waiver {
  code: string;
  environment?: string;
  /** As `NodePool/gpu`. */
  object?: string;
  /** A field with all below it, such as `spec.limits`. */
  field?: string;
  reason: string;
  /** The last day, in the form `YYYY-MM-DD`. */
  expires: string;
}

/** A CRD spec of which any part may be left out, and any part set to null to delete it. */
export type Patch<T> = T extends (infer E)[]
  ? E[]
  : T extends object
    ? { [K in keyof T]?: Patch<T[K]> | null }
    : T;

export interface VariableSpec {
  description?: string;
  /** Regular expression that every cluster's value must match. */
  pattern?: string;
  /** The value of clusters that have no other; `{cluster}` in it is the cluster's name. */
  default?: string;
  /** Takes the place of a value that only the cluster has, see `FluxDelivery.substituteFrom`. */
  example?: string;
}

export interface PoolSpec {
  nodePool: Patch<NodePoolSpec>;
  /** The EC2NodeClass of the same name as the pool, or the name of a shared one. */
  nodeClass: Patch<EC2NodeClassSpec> | string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  /** Flux and Argo CD do not delete the pool's objects when they leave the repository. */
  protect?: boolean;
}

/** A node class that several pools share. */
export interface NodeClassSpec {
  nodeClass?: Patch<EC2NodeClassSpec>;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
}

export interface EnvironmentSpec {
  karpenter?: string;
  /** The clusters' Kubernetes version, such as `1.34`; checks that depend on it are left out without it. */
  kubernetes?: string;
  /** `production` enables stricter rules. */
  tier?: string;
  /** Those of the fleet's deliveries that its clusters are delivered by; all of them without it. */
  delivery?: ('flux' | 'argocd')[];
  /** Like `PoolSpec.protect`, for all objects of the environment; `false` overrides those of its pools. */
  protect?: boolean;
  /** Values for all its clusters, which a cluster's own win over; `{cluster}` in one is the cluster's name. */
  variables?: Record<string, string>;
  /** `false` leaves the pool out. */
  pools?: Record<string, false | PoolOverride>;
  /** `false` leaves the shared node class out. */
  nodeClasses?: Record<string, false | NodeClassOverride>;
  clusters?: Record<string, ClusterSpec>;
}

export interface PoolOverride {
  nodePool?: Patch<NodePoolSpec>;
  nodeClass?: Patch<EC2NodeClassSpec>;
  nodePoolJson6902?: JsonPatchOperation[];
  nodeClassJson6902?: JsonPatchOperation[];
}

export interface NodeClassOverride {
  nodeClass?: Patch<EC2NodeClassSpec>;
  nodeClassJson6902?: JsonPatchOperation[];
}

export interface ClusterSpec {
  /** In place of those of its environment. */
  karpenter?: string;
  kubernetes?: string;
  /** As `us-west-2`. */
  region?: string;
  /** Values that win over those of its environment and over defaults. */
  variables?: Record<string, string>;
  /** URL of the cluster's API server, Argo CD's destination. */
  server?: string;
  /** Name of the Secret that Argo CD knows the cluster by; the cluster's own name when left out. */
  secret?: string;
  labels?: Record<string, string>;
}

export interface FluxDelivery {
  namespace?: string;
  sourceRef: { kind: 'GitRepository' | 'OCIRepository' | 'Bucket'; name: string; namespace?: string };
  /** The spec of the source, which is then generated, too. */
  source?: Record<string, unknown> & { ref?: Record<string, string> };
  path?: string;
  interval?: string;
  retryInterval?: string;
  timeout?: string;
  prune?: boolean;
  wait?: boolean;
  force?: boolean;
  suspend?: boolean;
  dependsOn?: { name: string; namespace?: string }[];
  serviceAccountName?: string;
  substituteFrom?: SubstituteReference[];
  /** Waits until Karpenter says of each node class and pool that it is ready. */
  healthChecks?: boolean;
  /** One Flux applies to all clusters, each by its kubeconfig; without it every cluster runs its own Flux. */
  hub?: { kubeConfig: { secretRef?: { name: string; key?: string }; configMapRef?: { name: string } } };
  /** How many kustomize-controllers share the Kustomizations of a hub. */
  shards?: number;
}

/** A ConfigMap or Secret in the cluster that holds values of variables; `{cluster}` in its name is the cluster's. */
export interface SubstituteReference {
  kind: 'ConfigMap' | 'Secret';
  name: string;
  optional?: boolean;
  /** The variables that it has values for. */
  variables: string[];
}

export interface ArgoCdDelivery {
  namespace?: string;
  project?: string;
  repoURL: string;
  targetRevision?: string;
  path?: string;
  /** Where the ApplicationSets have clusters and values from; `list`, which holds them, when left out. */
  generator?: 'list' | 'clusters';
  /** Applies node classes before node pools. */
  syncWaves?: boolean;
  /** What happens to protected objects: a person confirms that they are deleted (the default), or they never are. */
  protection?: 'confirm' | 'never';
  syncPolicy?: {
    automated?: { prune?: boolean; selfHeal?: boolean };
    syncOptions?: string[];
    retry?: {
      limit?: number;
      refresh?: boolean;
      backoff?: { duration?: string; factor?: number; maxDuration?: string };
    };
  };
  /** A cluster that leaves its environment keeps what Argo CD brought to it. */
  preserveResourcesOnDeletion?: boolean;
  /** Changes reach the clusters of an environment in steps. */
  rollingSync?: RollingSync;
}

/** `strategy.rollingSync` of an ApplicationSet. */
export interface RollingSync {
  steps: RollingSyncStep[];
}

export interface RollingSyncStep {
  /** Over the labels of clusters; all clusters match without it. */
  matchExpressions?: { key: string; operator: 'In' | 'NotIn'; values: string[] }[];
  /** How many clusters of the step are synced at once: a number or a percentage of them. */
  maxUpdate?: number | string;
}
