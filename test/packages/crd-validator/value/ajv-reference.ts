import { Ajv, type FuncKeywordDefinition } from 'ajv';
import type { CrdSchema } from '../../../../packages/crd-validator/src/crd-schema.ts';
import { knownFormat, stringFormats } from '../../../../packages/crd-validator/src/formats.ts';
import type { SchemaNode } from '../../../../packages/crd-validator/src/node.ts';
import { listProblems } from '../../../../packages/crd-validator/src/value/list-items.ts';
import type { Value } from '../../../../packages/crd-validator/src/value.ts';
import { goRegExp } from '../../../../packages/go-regexp/src/index.ts';

/** Compiles what a node requires of a value itself, with ajv: true for a valid value. */
export function ajvTest(node: SchemaNode): (value: Value) => boolean {
  const validate = newAjv().compile(valueSchema(node));
  return (value) => validate(typeof value === 'bigint' ? Number(value) : value);
}

function newAjv(): Ajv {
  // ajv tells patterns apart by their text.
  const regExp = (pattern: string) => ({ ...goRegExp(pattern), toString: () => pattern });
  const ajv = new Ajv({
    allErrors: true,
    strict: false,
    meta: false,
    validateSchema: false,
    addUsedSchema: false,
    code: { regExp: Object.assign(regExp, { code: 'goRegExp' }) },
  });
  ajv.addKeyword({ keyword: 'x-kubernetes-list-map-keys', schemaType: 'array' });
  ajv.addKeyword({
    keyword: 'x-kubernetes-list-type',
    type: 'array',
    schemaType: 'string',
    compile: (type: string, parent) => listTest(type, parent['x-kubernetes-list-map-keys'] ?? []),
  });
  ajv.addKeyword({ keyword: 'goInteger', type: 'number', schemaType: 'string', validate: isWithinFormat });
  for (const [name, check] of Object.entries(stringFormats)) ajv.addFormat(name, check);
  return ajv;
}

type Test = ReturnType<NonNullable<FuncKeywordDefinition['compile']>>;

function listTest(type: string, keys: readonly string[]): Test {
  if (type === 'atomic') return () => true;
  return (list: Value[]) => listProblems(list, type === 'map' ? keys : null).length === 0;
}

function isWithinFormat(format: string, value: number): boolean {
  const limit = format === 'int32' ? 2 ** 31 : 2 ** 63;
  return Number.isInteger(value) && value >= -limit && value < limit;
}

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

/** The JSON Schema of one node alone, without its children. */
function valueSchema({ schema, types, nullable }: SchemaNode): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const keyword of copied) if (schema[keyword] !== undefined) out[keyword] = schema[keyword];
  if (types.length > 0) {
    out.type = types.length === 1 ? types[0] : types;
    if (nullable) out.nullable = true;
  }
  if (types.length === 1 && types[0] === 'integer') out.goInteger = schema.format ?? '';
  const format = types.length === 0 || types.includes('string') ? knownFormat(schema.format) : undefined;
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
