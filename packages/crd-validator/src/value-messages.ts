import { type Finding, finding } from './finding.ts';
import { knownFormat } from './formats.ts';
import { floatOf, goNumber, goQuote, goValue } from './go-text.ts';
import { keysOf } from './list-items.ts';
import type { SchemaNode } from './node.ts';
import { isObject, type Value } from './value.ts';

/** The part of ajv's error objects that messages are made of. */
export interface CheckError {
  keyword: string;
  params: Record<string, unknown>;
}

/** Turns one ajv error into the error the API server reports for it. */
export function valueFinding(node: SchemaNode, value: Value, error: CheckError): Finding {
  const make = messages[error.keyword];
  if (make === undefined) throw new Error(`no message for the keyword ${error.keyword}`);
  return make(error.params, value, node);
}

type Message = (params: Record<string, unknown>, value: Value, node: SchemaNode) => Finding;

// Texts and error types: kube-openapi pkg/validation/errors/schema.go, apimachinery field.Error, and between
// them kubeOpenAPIResultToFieldErrors of apiextensions-apiserver v0.37, pkg/apiserver/validation/validation.go.
const messages: Record<string, Message> = {
  type: (_params, value, node) => typeFinding(value, node),
  required: ({ missingProperty }) => ({
    ...finding('FieldValueRequired', () => 'Required value'),
    path: [String(missingProperty)],
  }),
  enum: ({ allowedValues }, value) => {
    const allowed = (allowedValues as Value[]).map((each) =>
      goQuote(typeof each === 'string' ? each : goValue(each)),
    );
    const text = `Unsupported value: ${goValue(value)}: supported values: ${allowed.join(', ')}`;
    return finding('FieldValueNotSupported', () => text);
  },
  pattern: ({ pattern }, value) => invalid(value, `should match '${pattern}'`),
  format: (_params, value, { schema }) =>
    typeInvalid(value, `must be of type ${schema.format}: ${goValue(value)}`),
  goInteger: (_params, _value, node) => rangeFinding(namedFormat(node) ?? ''),
  minLength: ({ limit }, value) => invalid(value, `should be at least ${limit} chars long`),
  maxLength: ({ limit }) =>
    finding('FieldValueTooLong', () => `Too long: may not be more than ${counted(limit, 'byte')}`),
  minimum: ({ limit }, value) => invalid(value, `should be greater than or equal to ${bound(limit, value)}`),
  maximum: ({ limit }, value) => invalid(value, `should be less than or equal to ${bound(limit, value)}`),
  exclusiveMinimum: ({ limit }, value) => invalid(value, `should be greater than ${bound(limit, value)}`),
  exclusiveMaximum: ({ limit }, value) => invalid(value, `should be less than ${bound(limit, value)}`),
  multipleOf: ({ multipleOf }, value) =>
    invalid(value, `should be a multiple of ${bound(multipleOf, value)}`),
  minItems: ({ limit }, value) => invalid(sizeOf(value), `should have at least ${limit} items`),
  maxItems: ({ limit }, value) => tooMany(sizeOf(value), limit),
  minProperties: ({ limit }, value) => invalid(sizeOf(value), `should have at least ${limit} properties`),
  maxProperties: ({ limit }, value) => tooMany(sizeOf(value), limit),
  'x-kubernetes-list-type': ({ index, problem }, value, node) =>
    listFinding(Number(index), problem === 'duplicate', value as Value[], node),
};

function invalid(shown: Value, text: string): Finding {
  return finding(
    'FieldValueInvalid',
    (field) => `Invalid value: ${goValue(shown)}: ${field} in body ${text}`,
  );
}

function typeInvalid(shown: Value, text: string): Finding {
  return finding(
    'FieldValueTypeInvalid',
    (field) => `Invalid value: ${goValue(shown)}: ${field} in body ${text}`,
  );
}

function tooMany(size: number, limit: unknown): Finding {
  return finding('FieldValueTooMany', () => `Too many: ${size}: must have at most ${counted(limit, 'item')}`);
}

function listFinding(index: number, duplicate: boolean, list: Value[], node: SchemaNode): Finding {
  const item = list[index] ?? null;
  const keys = node.schema['x-kubernetes-list-map-keys'];
  if (!duplicate) {
    const text = `Invalid value: ${goValue(item)}: must be an object for an array of list-type map`;
    return { ...finding('FieldValueInvalid', () => text, 'keyed'), path: [index], ofList: true };
  }
  const shown = node.schema['x-kubernetes-list-type'] === 'map' ? keysOf(item, keys ?? []) : item;
  const text = `Duplicate value: ${goValue(shown)}`;
  return { ...finding('FieldValueDuplicate', () => text, 'keyed'), path: [index], ofList: true };
}

/**
 * The error for a value of a wrong type. A schema with a format names that in place of the type, save for strings
 * and lists (kube-openapi, pkg/validation/validate/type.go).
 */
export function typeFinding(value: Value, node: SchemaNode): Finding {
  const byFormat =
    namedFormat(node) !== undefined && typeof value !== 'string' && !Array.isArray(value) && value !== null;
  const expected = byFormat ? namedFormat(node) : node.types.join(',');
  const found = goQuote(byFormat ? goFormat(value) : typeName(value));
  return typeInvalidNamed(found, `must be of type ${expected}: ${found}`);
}

function typeInvalidNamed(shown: string, text: string): Finding {
  return finding('FieldValueTypeInvalid', (field) => `Invalid value: ${shown}: ${field} in body ${text}`);
}

/** The format a type error names; the server drops those that do not fit the type. */
export function namedFormat({ schema, types }: SchemaNode): string | undefined {
  const { format } = schema;
  const type = types.length === 1 ? types[0] : 'string';
  if (type === 'integer') return format === 'int32' || format === 'int64' ? format : undefined;
  if (type === 'number') return format === 'float' || format === 'double' ? format : undefined;
  return type === 'string' && knownFormat(format) !== undefined ? format : undefined;
}

function goFormat(value: Value): string {
  if (typeof value !== 'number' && typeof value !== 'bigint') return '';
  return floatOf(value) === undefined ? 'int64' : 'float64';
}

/** The name kube-openapi has for a value's type. */
function typeName(value: Value): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (isObject(value)) return 'object';
  if (typeof value === 'number' || typeof value === 'bigint')
    return floatOf(value) === undefined ? 'integer' : 'number';
  return typeof value;
}

function rangeFinding(format: string): Finding {
  const named = format === '' ? '(default format)' : `with format ${format}`;
  const text = (field: string) =>
    `Invalid value: "": Checked value must be of type integer ${named} in ${field}`;
  return finding('FieldValueInvalid', text, 'none');
}

function bound(limit: unknown, value: Value): string {
  const float = typeof value === 'number' && floatOf(value) !== undefined;
  return float ? goNumber(Number(limit)) : String(limit);
}

function sizeOf(value: Value): number {
  if (Array.isArray(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : 0;
}

function counted(limit: unknown, noun: string): string {
  return `${limit} ${noun}${limit === 1 ? '' : 's'}`;
}
