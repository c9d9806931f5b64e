import { isObject, type Value } from '@kustomize-ts/core';
import { type Finding, finding } from './finding.ts';
import { knownFormat } from './formats.ts';
import { floatOf, goNumber, goQuote, goValue } from './go-text.ts';
import { keysOf, type ListProblem } from './list-items.ts';
import type { SchemaNode } from './node.ts';

// Texts and error types: kube-openapi pkg/validation/errors/schema.go, apimachinery field.Error, and between
// them kubeOpenAPIResultToFieldErrors of apiextensions-apiserver v0.37, pkg/apiserver/validation/validation.go.

export function requiredFinding(name: string): Finding {
  return { ...finding('FieldValueRequired', () => 'Required value'), path: [name] };
}

export function enumFinding(allowed: readonly Value[], value: Value): Finding {
  const shown = allowed.map((each) => goQuote(typeof each === 'string' ? each : goValue(each)));
  const text = `Unsupported value: ${goValue(value)}: supported values: ${shown.join(', ')}`;
  return finding('FieldValueNotSupported', () => text);
}

export function patternFinding(value: string, pattern: string): Finding {
  return invalid(value, `should match '${pattern}'`);
}

export function formatFinding(value: string, format: string): Finding {
  return typeInvalid(value, `must be of type ${format}: ${goValue(value)}`);
}

/** A text that is too short. */
export function shortFinding(value: string, limit: number): Finding {
  return invalid(value, `should be at least ${limit} chars long`);
}

/** A text that is too long. */
export function longFinding(limit: number): Finding {
  return finding('FieldValueTooLong', () => `Too long: may not be more than ${counted(limit, 'byte')}`);
}

/** A number that is not `relation`, such as `less than`, a limit. */
export function boundFinding(value: number | bigint, relation: string, limit: number): Finding {
  const float = typeof value === 'number' && floatOf(value) !== undefined;
  return invalid(value, `should be ${relation} ${float ? goNumber(limit) : limit}`);
}

/** A list or mapping that has too few items or properties. */
export function fewFinding(size: number, limit: number, nouns: string): Finding {
  return invalid(size, `should have at least ${limit} ${nouns}`);
}

/** A list or mapping that has too many items or properties. */
export function manyFinding(size: number, limit: number): Finding {
  return finding('FieldValueTooMany', () => `Too many: ${size}: must have at most ${counted(limit, 'item')}`);
}

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

/** An item of a list that is a set, or a map by some keys. */
export function listFinding(
  { index, problem }: ListProblem,
  list: readonly Value[],
  keys: readonly string[] | null,
): Finding {
  const item = list[index] ?? null;
  const text =
    problem === 'duplicate'
      ? `Duplicate value: ${goValue(keys === null ? item : keysOf(item, keys))}`
      : `Invalid value: ${goValue(item)}: must be an object for an array of list-type map`;
  const type = problem === 'duplicate' ? 'FieldValueDuplicate' : 'FieldValueInvalid';
  return { ...finding(type, () => text, 'keyed'), path: [index], ofList: true };
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

/** An integer out of its format's range. */
export function rangeFinding(node: SchemaNode): Finding {
  const format = namedFormat(node);
  const named = format === undefined ? '(default format)' : `with format ${format}`;
  const text = (field: string) =>
    `Invalid value: "": Checked value must be of type integer ${named} in ${field}`;
  return finding('FieldValueInvalid', text, 'none');
}

function counted(limit: number, noun: string): string {
  return `${limit} ${noun}${limit === 1 ? '' : 's'}`;
}
