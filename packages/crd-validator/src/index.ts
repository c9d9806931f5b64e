export type { Cause, RuleParams, SchemaKeyword, Segment } from './cause.ts';
export type { CrdSchema, ResourceSchema, ScalePaths, ValidationRule } from './crd-schema.ts';
export {
  type FieldErrorType,
  SchemaError,
  type Validation,
  type Validator,
  type Violation,
} from './types.ts';
export { createValidator } from './validator.ts';
export type { Value, ValueObject } from './value.ts';
