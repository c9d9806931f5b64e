import type { Cause, Segment } from './cause.ts';
import type { Value } from './value.ts';

/** The kinds of field error the API server reports (apimachinery, pkg/util/validation/field/errors.go). */
export type FieldErrorType =
  | 'FieldValueRequired'
  | 'FieldValueDuplicate'
  | 'FieldValueInvalid'
  | 'FieldValueNotSupported'
  | 'FieldValueForbidden'
  | 'FieldValueTooLong'
  | 'FieldValueTooMany'
  | 'FieldValueTypeInvalid'
  | 'DecodeError'
  | 'NoMatch';

/** One reason why the API server rejects an object, in its own words. */
export type Violation = Cause & {
  /** The kind of field error that the server reports. */
  type: FieldErrorType;
  /** The field as the server prints it: `spec.taints[0].key`; `<nil>` where it prints none. */
  field: string;
  /** Where it is in the object, also where the server prints no field. */
  path: Segment[];
  message: string;
};

/** What the API server makes of one object. */
export interface Validation {
  errors: Violation[];
  /** Fields that the schema does not have: the server prunes them, and `kubectl apply`, which validates strictly, rejects them. */
  unknownFields: string[];
  /**
   * True for an object so large (more than 4,096 entries in a list or mapping, or a text of 100,000 characters) that the server may stop running its rules
   * for their cost, which is not computed here.
   */
  mayExceedCost: boolean;
  /** The object as it would be stored: pruned and defaulted, without what only the server sets. */
  stored: Value;
}

export interface Validator {
  /**
   * Checks an object as the API server does on create, or on update when `old` is what is stored now.
   * What is found of subtrees is cached by identity, so objects that share them are cheap. Do not change an object afterwards.
   */
  validate(object: Value, old?: Value): Validation;
  /** What the API server would store of an object, unchecked: with defaults and without unknown fields; undefined where it cannot be read. */
  store(object: Value): Value | undefined;
  /** True when there is a schema for such objects. */
  knows(apiVersion: string, kind: string): boolean;
}

/** The schemas are such that this program cannot apply them as the API server would; never a fault of an object. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError';
}
