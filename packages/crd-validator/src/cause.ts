/** A step of a path: a field's name or a map's key, or an index in a list. */
export type Segment = string | number;

/** The keywords of a schema that a value can break; `scale` is a rule of the scale subresource. */
export type SchemaKeyword =
  | 'type'
  | 'format'
  | 'enum'
  | 'required'
  | 'pattern'
  | 'minLength'
  | 'maxLength'
  | 'minimum'
  | 'maximum'
  | 'exclusiveMinimum'
  | 'exclusiveMaximum'
  | 'multipleOf'
  | 'minItems'
  | 'maxItems'
  | 'minProperties'
  | 'maxProperties'
  | 'anyOf'
  | 'oneOf'
  | 'allOf'
  | 'not'
  | 'x-kubernetes-list-type'
  | 'x-kubernetes-embedded-resource'
  | 'scale';

/** The rule of `x-kubernetes-validations` that does not hold, or that cannot be evaluated. */
export interface RuleParams {
  /** The CEL expression. */
  rule: string;
  /** Where the value is whose schema has the rule. */
  rulePath: Segment[];
  /** The rule's `fieldPath`: the field below `rulePath` that the server reports, `.spec.a`. */
  fieldPath?: string;
  reason?: string;
  /** Whether the rule compares with the value before an update. */
  usesOldSelf: boolean;
}

/**
 * What a violation comes from, as data.
 *
 * - `schema`: a keyword of the CRD's schema; `params` as ajv has them: `limit`, `pattern`, `allowedValues`, `missingProperty`,
 *   of `type` what is `expected` and `found`.
 * - `cel`: `rule` does not hold, `rule-error` cannot be evaluated, and `unchecked` is reported in place of all rules where
 *   other violations keep the server from running them.
 * - `metadata`: a name, label, annotation, owner or finalizer.
 * - `request`: the object cannot be read (`decode`), or the cluster does not have its kind (`no-match`).
 */
export type Cause =
  | { source: 'schema'; kind: SchemaKeyword; params: Readonly<Record<string, unknown>> }
  | { source: 'cel'; kind: 'rule' | 'rule-error'; params: RuleParams }
  | { source: 'cel'; kind: 'unchecked'; params: NoParams }
  | { source: 'metadata'; kind: 'metadata'; params: NoParams }
  | { source: 'request'; kind: 'decode' | 'no-match'; params: NoParams };

type NoParams = Readonly<Record<string, never>>;
