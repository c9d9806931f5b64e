import { type Finding, noFindings } from '../finding.ts';
import { knownFormat } from '../formats.ts';
import { floatOf, goQuote } from '../go-text.ts';
import type { SchemaNode } from '../node.ts';
import { isObject, type Value } from '../value.ts';
import type { Check } from './check.ts';
import { typeInvalid } from './messages.ts';

/** Whether a value has one of the types of its schema (kube-openapi, pkg/validation/validate/type.go). */
export function typeCheck(node: SchemaNode): Check | undefined {
  const { types, nullable } = node;
  const [type, other] = types;
  if (type === undefined) return undefined;
  return (value) =>
    isOf(type, value) || (other !== undefined && isOf(other, value)) || (nullable && value === null)
      ? noFindings
      : [typeFinding(value, node)];
}

function isOf(type: string, value: Value): boolean {
  switch (type) {
    case 'string':
      return typeof value === 'string';
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isObject(value);
    case 'integer':
      return isInteger(value);
    case 'number':
      return typeof value === 'number' || typeof value === 'bigint';
    default:
      return typeof value === type;
  }
}

/** JSON Schema takes 1e20 for an integer; the server reads it as a float. */
function isInteger(value: Value): boolean {
  if (typeof value === 'bigint') return floatOf(value) === undefined;
  return typeof value === 'number' && Number.isSafeInteger(value);
}

/**
 * The error for a value of a wrong type. A schema with a format names that in place of the type, save for strings
 * and lists (kube-openapi, pkg/validation/validate/type.go).
 */
export function typeFinding(value: Value, node: SchemaNode): Finding {
  const byFormat =
    namedFormat(node) !== undefined && typeof value !== 'string' && !Array.isArray(value) && value !== null;
  const expected = byFormat ? (namedFormat(node) ?? '') : node.types.join(',');
  const found = byFormat ? goFormat(value) : typeName(value);
  const shown = goQuote(found);
  return typeInvalid('type', { expected, found }, shown, `must be of type ${expected}: ${shown}`);
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
