import type { FileSystem, Value } from '@kustomize-ts/core';
import type { Fleet } from '../load/index.ts';
import type { DeliveryValidator } from './delivery/objects.ts';
import type { PipelineOptions } from './pipeline.ts';

/** Where the generated tree is: in memory or on disk. */
export interface TreeInput {
  files: FileSystem;
  /** Absolute path in `files` of the repository's root. */
  root: string;
  /** What some of the files hold, by their path below the root, where that is known without reading them. */
  values?: ReadonlyMap<string, Value> | undefined;
}

/** A fleet to check, and with what. */
export interface CheckInput extends TreeInput, PipelineOptions {
  fleet: Fleet;
  /** The day on which waivers may have expired, as `YYYY-MM-DD`. */
  today: string;
  /** For what brings objects to a cluster; without it Flux's and Argo CD's objects are not validated. */
  deliveryValidator?: DeliveryValidator;
  /** The environments to check; all of them without it. */
  only?: ReadonlySet<string>;
}
