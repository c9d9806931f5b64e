import type { GoRegExp } from '@poolwright/go-regexp';
import type { CrdSchema } from './crd-schema.ts';
import { knownFormat, stringFormats } from './formats.ts';
import { floatOf, goJson, runeCount } from './go-text.ts';
import { listProblems } from './list-items.ts';
import type { SchemaNode } from './node.ts';
import { isObject, type Value } from './value.ts';
import { namedFormat } from './value-messages.ts';

/** Whether a value is surely what a node demands of it; when not, ajv judges. */
export type WellTest = (value: Value) => boolean;

/**
 * What a node demands of its value itself, as kube-openapi checks it (pkg/validation/validate); null where it demands nothing. Nearly all
 * values are well, and this says so without ajv, which takes longer to load than they all take to check.
 */
export function wellTest(node: SchemaNode, patternOf: (pattern: string) => GoRegExp): WellTest | null {
  const tests = [typeTest(node), enumTest(node.schema), numberTest(node), textTest(node, patternOf)];
  tests.push(listTest(node.schema), mappingTest(node.schema));
  const [only, ...others] = tests.filter((test) => test !== undefined);
  if (only === undefined) return null;
  return others.length === 0 ? only : (value) => only(value) && others.every((test) => test(value));
}

/** Without a type but with a format, texts and nulls alone are surely well (kube-openapi, type.go). */
function typeTest(node: SchemaNode): WellTest | undefined {
  const { types, nullable } = node;
  const [type, other] = types;
  if (type === undefined)
    return namedFormat(node) === undefined
      ? undefined
      : (value) => value === null || typeof value === 'string';
  return (value) =>
    isOf(type, value) || (other !== undefined && isOf(other, value)) || (nullable && value === null);
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

/** What JSON writes like 1e20 is a float to the server, and none of its integers. */
function isInteger(value: Value): boolean {
  if (typeof value === 'bigint') return floatOf(value) === undefined;
  return typeof value === 'number' && Number.isSafeInteger(value);
}

function enumTest({ enum: allowed }: CrdSchema): WellTest | undefined {
  if (allowed === undefined) return undefined;
  return (value) =>
    typeof value === 'object'
      ? allowed.some((one) => typeof one === 'object' && goJson(one) === goJson(value))
      : allowed.includes(typeof value === 'bigint' ? Number(value) : value);
}

/** A number within a node's bounds, and an integer within its format's range (values.go, IsValueValidAgainstRange). */
function numberTest({ schema, types }: SchemaNode): WellTest | undefined {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, format } = schema;
  const isWhole = types.length === 1 && types[0] === 'integer';
  if (minimum === undefined && maximum === undefined && multipleOf === undefined && !isWhole)
    return undefined;
  const range = format === 'int32' ? 2 ** 31 : 2 ** 63;
  return (value) => {
    if (typeof value !== 'number' && typeof value !== 'bigint') return true;
    const number = Number(value);
    if (isWhole && !(Number.isInteger(number) && number >= -range && number < range)) return false;
    if (maximum !== undefined && !(exclusiveMaximum === true ? number < maximum : number <= maximum))
      return false;
    if (minimum !== undefined && !(exclusiveMinimum === true ? number > minimum : number >= minimum))
      return false;
    return multipleOf === undefined || Number.isSafeInteger(number / multipleOf);
  };
}

function textTest(
  { schema, types }: SchemaNode,
  patternOf: (pattern: string) => GoRegExp,
): WellTest | undefined {
  const { minLength, maxLength, pattern, format } = schema;
  const isFormatted = types.length === 0 || types.includes('string');
  const isOfFormat = isFormatted ? stringFormats[knownFormat(format) ?? ''] : undefined;
  if (minLength === undefined && maxLength === undefined && pattern === undefined && isOfFormat === undefined)
    return undefined;
  const expression = pattern === undefined ? undefined : patternOf(pattern);
  return (value) => {
    if (typeof value !== 'string') return true;
    if (maxLength !== undefined && value.length > maxLength && runeCount(value) > maxLength) return false;
    if (minLength !== undefined && value.length < 2 * minLength && runeCount(value) < minLength) return false;
    return (expression?.test(value) ?? true) && (isOfFormat?.(value) ?? true);
  };
}

function listTest(schema: CrdSchema): WellTest | undefined {
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY } = schema;
  const type = schema['x-kubernetes-list-type'] ?? 'atomic';
  if (minItems === 0 && maxItems === Number.POSITIVE_INFINITY && type === 'atomic') return undefined;
  const keys = type === 'map' ? (schema['x-kubernetes-list-map-keys'] ?? []) : null;
  return (value) =>
    !Array.isArray(value) ||
    (value.length >= minItems &&
      value.length <= maxItems &&
      (type === 'atomic' || listProblems(value, keys).length === 0));
}

function mappingTest({ minProperties, maxProperties, required }: CrdSchema): WellTest | undefined {
  if (minProperties === undefined && maxProperties === undefined && required === undefined) return undefined;
  return (value) => {
    if (!isObject(value)) return true;
    if (required?.some((name) => value[name] === undefined)) return false;
    if (minProperties === undefined && maxProperties === undefined) return true;
    const size = Object.keys(value).length;
    return size >= (minProperties ?? 0) && size <= (maxProperties ?? size);
  };
}
