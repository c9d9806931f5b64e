import type { ValueObject } from '@kustomize-ts/core';
import type { Attributes } from './attributes.ts';

/** What rules are evaluated on: an object as the cluster stores it, and the one that it replaces, as CEL values. */
export interface RuleState {
  object: unknown;
  oldObject: unknown;
  attributes: Attributes;
}

/** An object as a cluster stores it, with the CRD's defaults. */
export interface StoredObject {
  object: ValueObject;
  /** The one that the cluster has; called where a rule needs it. */
  old(): ValueObject | undefined;
}
