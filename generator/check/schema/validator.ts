import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import { Rules } from './cel/rules.ts';
import type { ResourceSchema } from './crd-schema.ts';
import { embeddedFindings } from './embedded.ts';
import { type Finding, finding, pathText, toFieldError } from './finding.ts';
import { lastingFindings, metaFindings, nameUpdateFindings } from './meta-rules.ts';
import { type SchemaNode, schemaNode } from './node.ts';
import { normalize } from './normalize.ts';
import { decodeMeta } from './object-meta.ts';
import { scaleFindings } from './scale.ts';
import { Structure } from './structure.ts';
import type { FieldError, FieldErrorType, Validation, Validator } from './types.ts';
import { ValueChecks } from './values.ts';

/** One kind of object: its schema, made ready when the first object of it comes. */
interface Resource {
  schema: ResourceSchema;
  node: SchemaNode | undefined;
}

/** An object as decoded: what is stored of it, or why it cannot be read. */
interface Decoded {
  object: ValueObject;
  metadata: ValueObject;
  unknown: string[];
  error?: FieldError;
}

/**
 * A validator for objects of the kinds whose schemas are given: files of `schemas/karpenter/<version>/`, parsed.
 * Nothing is compiled before the first object needs it. Throws `SchemaError`, from `validate`, when a schema
 * asks for what is not supported.
 */
export function createValidator(schemas: readonly ResourceSchema[]): Validator {
  const resources = new Map<string, Resource>();
  for (const schema of schemas) {
    for (const { group, version, kind } of schema['x-kubernetes-group-version-kind']) {
      resources.set(`${group}/${version}/${kind}`, { schema, node: undefined });
    }
  }
  const structure = new Structure(new ValueChecks());
  const rules = new Rules();
  return {
    knows: (apiVersion, kind) => resources.has(`${apiVersion}/${kind}`),
    validate(object, old) {
      const resource = isObject(object) ? resources.get(`${object.apiVersion}/${object.kind}`) : undefined;
      if (resource === undefined || !isObject(object)) return noMatch(object);
      resource.node ??= schemaNode(resource.schema);
      return isObject(old)
        ? validateUpdate(resource.schema, resource.node, structure, rules, object, old)
        : validateCreate(resource.schema, resource.node, structure, rules, object);
    },
  };
}

function validateCreate(
  schema: ResourceSchema,
  node: SchemaNode,
  structure: Structure,
  rules: Rules,
  object: ValueObject,
): Validation {
  const decoded = decode(node, object);
  if (decoded.error !== undefined) return refused(object, decoded);
  const stored = hasStatus(schema) ? without(decoded.object, 'status') : decoded.object;
  const findings = [
    ...metaFindings(decoded.metadata),
    ...structure.check(node, stored),
    ...scaleOf(schema, stored),
    ...embeddedFindings(node, stored),
  ];
  if (findings.some(isBlocking)) findings.push(unchecked());
  else findings.push(...rules.check(node, stored));
  return { errors: findings.map(toFieldError), unknownFields: decoded.unknown, stored };
}

function validateUpdate(
  schema: ResourceSchema,
  node: SchemaNode,
  structure: Structure,
  rules: Rules,
  object: ValueObject,
  oldObject: ValueObject,
): Validation {
  const decoded = decode(node, object);
  const before = decode(node, oldObject);
  const failed = decoded.error === undefined ? before : decoded;
  if (failed.error !== undefined) return refused(object, failed);
  const old = before.object;
  let stored = decoded.object;
  if (hasStatus(schema)) {
    stored = without(stored, 'status');
    if (old.status !== undefined) stored = { ...stored, status: old.status };
  }
  const listErrorsBefore = structure.check(node, old).some(isListError);
  const found = structure.checkUpdate({ node, value: stored, old });
  const findings = [
    ...lastingFindings(decoded.metadata),
    ...(listErrorsBefore ? found.filter((each) => !isListError(each)) : found),
    ...scaleOf(schema, stored),
    ...embeddedFindings(node, stored),
  ];
  if (findings.some(isBlocking)) findings.push(unchecked());
  else findings.push(...rules.checkUpdate(node, stored, old));
  findings.push(...nameUpdateFindings(decoded.metadata, before.metadata));
  return { errors: findings.map(toFieldError), unknownFields: decoded.unknown, stored };
}

/** What only the server sets, and a manifest cannot. */
const serverFields = ['creationTimestamp', 'generation', 'uid', 'namespace', 'deletionTimestamp'];

function decode(node: SchemaNode, object: ValueObject): Decoded {
  const { metadata, unknown, problem } = decodeMeta(object.metadata);
  if (problem !== undefined) {
    const { message, path } = problem;
    const error = toFieldError({ ...finding('DecodeError', () => message), path });
    return { object, metadata: {}, unknown: [], error: { ...error, field: '' } };
  }
  const { value, unknown: pruned } = normalize(node, object);
  const kept = Object.fromEntries(
    Object.entries(metadata ?? {}).filter(([key]) => !serverFields.includes(key)),
  );
  return {
    object: { ...(value as ValueObject), metadata: kept },
    metadata: kept,
    unknown: [...unknown, ...pruned].map((path) => pathText(path, false)).sort(),
  };
}

function without(object: ValueObject, key: string): ValueObject {
  if (object[key] === undefined) return object;
  const { [key]: _dropped, ...rest } = object;
  return rest;
}

function hasStatus(schema: ResourceSchema): boolean {
  return schema['x-poolwright-resource']?.subresources?.status !== undefined;
}

function scaleOf(schema: ResourceSchema, object: Value): Finding[] {
  const scale = schema['x-poolwright-resource']?.subresources?.scale;
  return scale === undefined ? [] : scaleFindings(object, scale);
}

// apiextensions-apiserver v0.37, pkg/registry/customresource/strategy.go, hasBlockingErr
const blocking: ReadonlySet<FieldErrorType> = new Set<FieldErrorType>([
  'FieldValueNotSupported',
  'FieldValueRequired',
  'FieldValueTooLong',
  'FieldValueTooMany',
  'FieldValueTypeInvalid',
]);

function isBlocking({ type }: Finding): boolean {
  return blocking.has(type);
}

function isListError({ ofList }: Finding): boolean {
  return ofList === true;
}

function unchecked(): Finding {
  const text =
    'Invalid value: null: some validation rules were not checked because the object was invalid; ' +
    'correct the existing errors to complete validation';
  return finding('FieldValueInvalid', () => text, 'none');
}

function refused(object: Value, { error }: Decoded): Validation {
  return { errors: error === undefined ? [] : [error], unknownFields: [], stored: object };
}

function noMatch(object: Value): Validation {
  const { apiVersion, kind } = isObject(object) ? object : { apiVersion: '', kind: '' };
  const message = `no matches for kind "${kind ?? ''}" in version "${apiVersion ?? ''}"`;
  return { errors: [{ type: 'NoMatch', field: '', path: [], message }], unknownFields: [], stored: object };
}
