import type { CrdSchema } from './crd-schema.ts';
import { knownFormat } from './formats.ts';
import type { SchemaNode } from './node.ts';

const copied = [
  'enum',
  'pattern',
  'minLength',
  'maxLength',
  'multipleOf',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
  'required',
  'x-kubernetes-list-type',
  'x-kubernetes-list-map-keys',
] as const;

/**
 * The JSON Schema of one node alone, its children left to the walk over the object. Empty when the node
 * demands nothing. Node by node, so that a schema's code is small and can be shared by all nodes that say the same.
 */
export function valueSchema({ schema, types, nullable }: SchemaNode): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const keyword of copied) if (schema[keyword] !== undefined) out[keyword] = schema[keyword];
  if (types.length > 0) {
    out.type = types.length === 1 ? types[0] : types;
    if (nullable) out.nullable = true;
  }
  if (types.length === 1 && types[0] === 'integer') out.goInteger = schema.format ?? '';
  const format = formatOf(schema, types);
  if (format !== undefined) out.format = format;
  return Object.assign(out, bounds(schema));
}

/** Bounds in today's form: OpenAPI 3.0 says with a boolean whether a bound is exclusive. */
function bounds(schema: CrdSchema): Record<string, number> {
  const out: Record<string, number> = {};
  const { minimum, maximum } = schema;
  if (minimum !== undefined) out[schema.exclusiveMinimum === true ? 'exclusiveMinimum' : 'minimum'] = minimum;
  if (maximum !== undefined) out[schema.exclusiveMaximum === true ? 'exclusiveMaximum' : 'maximum'] = maximum;
  return out;
}

function formatOf({ format }: CrdSchema, types: readonly string[]): string | undefined {
  return types.length === 0 || types.includes('string') ? knownFormat(format) : undefined;
}
