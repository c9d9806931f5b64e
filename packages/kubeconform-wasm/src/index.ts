export { buildId, isAvailable } from './artifacts.ts';
export { KubeconformError, type KubeconformErrorCode } from './error.ts';
export type { Result, ResultError, Status } from './result.ts';
export { type ReadSchema, type SchemaSource, schemaFolder } from './schemas.ts';
export { createValidator, DEFAULT_LOCATIONS, type Validator, type ValidatorOptions } from './validator.ts';
