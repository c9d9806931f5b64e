import type { Cache, FileSystem } from '@kustomize-ts/core';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Fleet } from '../load/index.ts';
import type { DeliveryValidator } from './delivery/objects.ts';
import type { PipelineOptions } from './pipeline.ts';

/** Where the generated tree is: in memory or on disk. */
export interface TreeInput {
  files: FileSystem;
  /** Absolute path in `files` of the repository's root. */
  root: string;
}

/** A fleet to check, and with what. */
export interface CheckInput extends TreeInput, PipelineOptions {
  fleet: Fleet;
  /** The day on which waivers may have expired, in the form `YYYY-MM-DD`. */
  today: string;
  /** For what brings objects to a cluster; without it Flux's and Argo CD's objects are not validated. */
  deliveryValidator?: DeliveryValidator;
  /** Called before each cluster is checked. */
  onCluster?(): void;
  /** What was found elsewhere, and the fleet's policy is to be applied to. */
  found?: readonly Diagnostic[];
  /** The environments to check; all of them without it. */
  only?: ReadonlySet<string>;
  /** Files that were parsed already; none without it. */
  cache?: Cache;
}
