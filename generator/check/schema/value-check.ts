import { isObject, type Value } from '@kustomize-ts/core';
import type { CrdSchema } from './crd-schema.ts';
import { type Finding, noFindings } from './finding.ts';
import { knownFormat, stringFormats } from './formats.ts';
import { goJson } from './go-text.ts';
import { listProblems } from './list-items.ts';
import type { SchemaNode } from './node.ts';
import type { GoRegExp } from './regexp/go-regexp.ts';
import {
  enumFinding,
  fewFinding,
  formatFinding,
  listFinding,
  manyFinding,
  namedFormat,
  requiredFinding,
  typeFinding,
} from './value-messages.ts';
import { numberTests } from './value-numbers.ts';
import { textTest } from './value-text.ts';
import { typeTest } from './value-type.ts';

/** What is wrong with a value itself. */
export type ValueCheck = (value: Value) => readonly Finding[];

/**
 * What a node demands of its value, as kube-openapi checks it (pkg/validation/validate); null where it demands nothing.
 * A keyword bears on values of one kind and lets others pass, whatever the type.
 */
export function valueCheck(node: SchemaNode, patternOf: (pattern: string) => GoRegExp): ValueCheck | null {
  const { schema, types } = node;
  const tests: ValueCheck[] = types.length > 0 ? [typeTest(node)] : [];
  if (schema.enum !== undefined) tests.push(enumTest(schema.enum));
  tests.push(...numberTests(node));
  const text = textTest(schema, patternOf);
  if (text !== undefined) tests.push(text);
  addFormatTest(tests, node);
  addListTests(tests, schema);
  addMappingTests(tests, schema);
  const [only, another] = tests;
  if (only === undefined) return null;
  return throughFormat(node, another === undefined ? only : (value) => together(tests, value));
}

function together(tests: readonly ValueCheck[], value: Value): readonly Finding[] {
  let all = noFindings;
  for (const test of tests) {
    const found = test(value);
    if (found.length > 0) all = all.length === 0 ? found : [...all, ...found];
  }
  return all;
}

/** With a format, a list passes for a string, and all but these two is wrong without a type (kube-openapi, type.go). */
function throughFormat(node: SchemaNode, check: ValueCheck): ValueCheck {
  const [type] = node.types;
  if ((type !== undefined && type !== 'string') || namedFormat(node) === undefined) return check;
  if (type === 'string') return (value) => (Array.isArray(value) ? noFindings : check(value));
  return (value) =>
    value === null || typeof value === 'string' || Array.isArray(value)
      ? check(value)
      : [typeFinding(value, node)];
}

function enumTest(allowed: readonly Value[]): ValueCheck {
  return (value) => {
    const known =
      typeof value === 'object'
        ? allowed.some((one) => typeof one === 'object' && goJson(one) === goJson(value))
        : allowed.includes(typeof value === 'bigint' ? Number(value) : value);
    return known ? noFindings : [enumFinding(allowed, value)];
  };
}

function addFormatTest(tests: ValueCheck[], { schema: { format }, types }: SchemaNode): void {
  if (format === undefined || (types.length > 0 && !types.includes('string'))) return;
  const isOf = stringFormats[knownFormat(format) ?? ''];
  if (isOf === undefined) return;
  tests.push((value) =>
    typeof value !== 'string' || isOf(value) ? noFindings : [formatFinding(value, format)],
  );
}

function addListTests(tests: ValueCheck[], schema: CrdSchema): void {
  const {
    minItems,
    maxItems,
    'x-kubernetes-list-type': type,
    'x-kubernetes-list-map-keys': mapKeys,
  } = schema;
  if (minItems !== undefined || maxItems !== undefined)
    tests.push((value) =>
      Array.isArray(value) ? sizeFindings(value.length, minItems, maxItems, 'items') : noFindings,
    );
  if (type === undefined || type === 'atomic') return;
  const keys = type === 'map' ? (mapKeys ?? []) : null;
  tests.push((value) =>
    Array.isArray(value)
      ? listProblems(value, keys).map((problem) => listFinding(problem, value, keys))
      : noFindings,
  );
}

function addMappingTests(tests: ValueCheck[], { minProperties, maxProperties, required }: CrdSchema): void {
  if (minProperties !== undefined || maxProperties !== undefined)
    tests.push((value) =>
      isObject(value)
        ? sizeFindings(Object.keys(value).length, minProperties, maxProperties, 'properties')
        : noFindings,
    );
  if (required === undefined) return;
  tests.push((value) => {
    if (!isObject(value)) return noFindings;
    const missing = required.filter((name) => value[name] === undefined);
    return missing.length === 0 ? noFindings : missing.map(requiredFinding);
  });
}

function sizeFindings(
  size: number,
  min: number | undefined,
  max: number | undefined,
  nouns: string,
): readonly Finding[] {
  const many = max !== undefined && size > max ? [manyFinding(size, max)] : noFindings;
  return min !== undefined && size < min ? [...many, fewFinding(size, min, nouns)] : many;
}
