import type { Value } from './value.ts';

/** A CEL rule (apiextensions/v1 ValidationRule). */
export interface ValidationRule {
  rule: string;
  message?: string;
  messageExpression?: string;
  reason?: string;
  fieldPath?: string;
  optionalOldSelf?: boolean;
}

/** The keywords of a structural schema (apiextensions/v1 JSONSchemaProps) that bear on validation. */
export interface CrdSchema {
  type?: string;
  format?: string;
  nullable?: boolean;
  default?: Value;
  enum?: Value[];
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: boolean;
  exclusiveMaximum?: boolean;
  multipleOf?: number;
  minItems?: number;
  maxItems?: number;
  minProperties?: number;
  maxProperties?: number;
  required?: string[];
  properties?: Record<string, CrdSchema>;
  additionalProperties?: boolean | CrdSchema;
  items?: CrdSchema;
  allOf?: CrdSchema[];
  anyOf?: CrdSchema[];
  oneOf?: CrdSchema[];
  not?: CrdSchema;
  'x-kubernetes-int-or-string'?: boolean;
  'x-kubernetes-preserve-unknown-fields'?: boolean;
  'x-kubernetes-embedded-resource'?: boolean;
  'x-kubernetes-list-type'?: 'atomic' | 'set' | 'map';
  'x-kubernetes-list-map-keys'?: string[];
  'x-kubernetes-map-type'?: 'atomic' | 'granular';
  'x-kubernetes-validations'?: ValidationRule[];
}

/** A file of `schemas/karpenter/<version>/`: a CRD's schema and what the CRD says beside it. */
export interface ResourceSchema extends CrdSchema {
  'x-kubernetes-group-version-kind': { group: string; version: string; kind: string }[];
  'x-poolwright-resource'?: {
    scope?: string;
    subresources?: { status?: object; scale?: ScalePaths };
  };
}

/** JSON paths of a scale subresource, with a leading dot. */
export interface ScalePaths {
  specReplicasPath: string;
  statusReplicasPath?: string;
}
