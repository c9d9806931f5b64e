import type { ValueObject } from '../value.ts';

/** OpenAPI schemas that comments give to fields; kept under a symbol as source texts are, and copied with the object. */
const SCHEMAS = Symbol('list schemas');

type WithSchemas = ValueObject & { [SCHEMAS]?: Map<string, ValueObject> };

/** Records the schema of `object[key]`; only for objects that nothing else refers to yet. */
export function recordListSchema(object: ValueObject, key: string, schema: ValueObject): void {
  const target: WithSchemas = object;
  target[SCHEMAS] ??= new Map();
  target[SCHEMAS].set(key, schema);
}

/** The schema that a comment behind the key gives to a field, if any. */
export function listSchemaAt(object: ValueObject, key: string): ValueObject | undefined {
  return (object as WithSchemas)[SCHEMAS]?.get(key);
}
