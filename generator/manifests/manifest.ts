import type { ValueObject } from '@kustomize-ts/core';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Locate } from '../load/path.ts';

/** An object that somebody wrote, before any variable is substituted. */
export interface Manifest {
  object: ValueObject;
  /** The file that it was read from, or the kustomization that generates it, as diagnostics name it. */
  file: string;
  locate: Locate;
}

/** Manifests that are meant for the same cluster, as far as is known, and what could not be read of them. */
export interface ManifestGroup {
  manifests: Manifest[];
  /** Documents that are not Kubernetes objects. */
  others: number;
  diagnostics: Diagnostic[];
}
