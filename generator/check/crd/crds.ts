import type { ResourceSchema, Validator } from '@poolwright/crd-validator';
import type { SchemaHistory } from './field-versions.ts';

/** A CRD's schema and a validator for its objects alone. */
export interface Crd {
  schema: ResourceSchema;
  validator: Validator;
}

/** The CRDs of all Karpenter versions that there are schemas for. */
export interface Crds {
  /** Minor releases, the oldest first. */
  versions: readonly string[];
  /** The minor release that a version such as `1.15` or `1.15.1` is of; undefined where there are no schemas for it. */
  versionOf(karpenter: string): string | undefined;
  /** @param karpenter as `1.15` or `1.15.1`; undefined where that version has no such kind, or where there are no schemas for it */
  crd(karpenter: string, apiVersion: string, kind: string): Crd | undefined;
  history: SchemaHistory;
}
