export type { ResourceSchema } from './crd-schema.ts';
export {
  type FieldError,
  type FieldErrorType,
  SchemaError,
  type Segment,
  type Validation,
  type Validator,
} from './types.ts';
export { createValidator, saysUnchecked } from './validator.ts';
