import type { Value } from './value.ts';

/** A step of a path: a field's name or a map's key, or an index in a list. */
export type Segment = string | number;

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

/** One reason why the API server would refuse an object, in its own words. */
export interface FieldError {
  type: FieldErrorType;
  /** The field as the server prints it: `spec.taints[0].key`; `<nil>` where it names none. */
  field: string;
  /** Where it is in the object, also where the server prints no field. */
  path: Segment[];
  message: string;
}

/** What the API server makes of one object. */
export interface Validation {
  errors: FieldError[];
  /** Fields no schema knows: pruned in silence, refused by `kubectl apply` since it validates strictly. */
  unknownFields: string[];
  /** The object as it would be stored: pruned and defaulted, without what only the server sets. */
  stored: Value;
}

export interface Validator {
  /**
   * Checks an object as the API server does on create, or on update when `old` is what is stored now.
   * Subtrees are remembered by identity, so objects that share them are cheap; they must not be changed after.
   */
  validate(object: Value, old?: Value): Validation;
  /** True when there is a schema for such objects. */
  knows(apiVersion: string, kind: string): boolean;
}

/** The schemas are such that this program cannot apply them as the API server would; never a fault of an object. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError';
}
