export type { CrdSchema, ResourceSchema, ScalePaths, ValidationRule } from './crd-schema.ts';
export {
  type FieldError,
  type FieldErrorType,
  SchemaError,
  type Segment,
  type Validation,
  type Validator,
} from './types.ts';
export { createValidator, saysUnchecked } from './validator.ts';
export type { Value, ValueObject } from './value.ts';
