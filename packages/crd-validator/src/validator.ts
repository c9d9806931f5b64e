import { Rules } from './cel/rules.ts';
import { mayExceedCost } from './cel/size.ts';
import type { ResourceSchema } from './crd-schema.ts';
import { decode, type Resource, resourceOf } from './decode.ts';
import { embeddedFindings } from './embedded.ts';
import { type Finding, finding, toViolation } from './finding.ts';
import { lastingFindings, metaFindings, nameUpdateFindings } from './meta-rules.ts';
import { Normalizer } from './normalize.ts';
import { scaleFindings } from './scale.ts';
import { Structure } from './structure.ts';
import type { FieldErrorType, Validation, Validator, Violation } from './types.ts';
import { ValueChecks } from './value/value-checks.ts';
import { isObject, type Value, type ValueObject } from './value.ts';

/**
 * A validator for objects of the kinds whose schemas are given: files of `schemas/karpenter/<version>/`, parsed.
 * Nothing is compiled before the first object needs it. Throws `SchemaError`, from `validate`, when a schema
 * asks for what is not supported.
 */
export function createValidator(schemas: readonly ResourceSchema[]): Validator {
  const waiting = new Map<string, ResourceSchema>();
  for (const schema of schemas) {
    for (const { group, version, kind } of schema['x-kubernetes-group-version-kind']) {
      waiting.set(`${group}/${version}/${kind}`, schema);
    }
  }
  const ready = new Map<string, Resource>();
  const checks: Checks = {
    normalizer: new Normalizer(),
    structure: new Structure(new ValueChecks()),
    rules: new Rules(),
  };
  const resourceFor = ({ apiVersion, kind }: ValueObject): Resource | undefined => {
    const name = `${apiVersion}/${kind}`;
    const known = ready.get(name);
    if (known !== undefined) return known;
    const schema = waiting.get(name);
    if (schema === undefined) return undefined;
    const resource = resourceOf(schema);
    ready.set(name, resource);
    return resource;
  };
  return {
    knows: (apiVersion, kind) => waiting.has(`${apiVersion}/${kind}`),
    validate(object, old) {
      const resource = isObject(object) ? resourceFor(object) : undefined;
      if (resource === undefined || !isObject(object)) return noMatch(object);
      return isObject(old)
        ? validateUpdate(checks, resource, object, old)
        : validateCreate(checks, resource, object);
    },
    store(object) {
      const resource = isObject(object) ? resourceFor(object) : undefined;
      if (resource === undefined || !isObject(object)) return undefined;
      const decoded = decode(checks.normalizer, resource, object);
      return decoded.error === undefined ? storedOf(resource, decoded.object) : undefined;
    },
  };
}

interface Checks {
  normalizer: Normalizer;
  structure: Structure;
  rules: Rules;
}

function validateCreate(
  { normalizer, structure, rules }: Checks,
  resource: Resource,
  object: ValueObject,
): Validation {
  const decoded = decode(normalizer, resource, object);
  if (decoded.error !== undefined) return rejected(object, decoded.error);
  const { node, scale } = resource;
  const stored = storedOf(resource, decoded.object);
  const findings = [
    ...metaFindings(decoded.metadata),
    ...structure.check(node, stored),
    ...scaleFindings(stored, scale),
    ...embeddedFindings(node, stored),
  ];
  const isLarge = node.ruled && mayExceedCost(stored);
  if (node.ruled && findings.some(isBlocking)) findings.push(unchecked());
  else findings.push(...rules.checkCreate(node, stored));
  return {
    errors: findings.map(toViolation),
    unknownFields: decoded.unknown,
    mayExceedCost: isLarge,
    stored,
  };
}

/** A create cannot set the status. */
function storedOf({ hasStatus }: Resource, object: ValueObject): ValueObject {
  return hasStatus ? without(object, 'status') : object;
}

function validateUpdate(
  { normalizer, structure, rules }: Checks,
  resource: Resource,
  object: ValueObject,
  oldObject: ValueObject,
): Validation {
  const decoded = decode(normalizer, resource, object);
  if (decoded.error !== undefined) return rejected(object, decoded.error);
  const before = decode(normalizer, resource, oldObject);
  if (before.error !== undefined) return rejected(object, before.error);
  const { node, hasStatus, scale } = resource;
  const old = before.object;
  const stored = hasStatus ? withStatusOf(old, decoded.object) : decoded.object;
  const listErrorsBefore = structure.check(node, old).some(isListError);
  const found = structure.checkUpdate({ node, value: stored, old });
  const findings = [
    ...lastingFindings(decoded.metadata),
    ...(listErrorsBefore ? found.filter((each) => !isListError(each)) : found),
    ...scaleFindings(stored, scale),
    ...embeddedFindings(node, stored),
  ];
  const isLarge = node.ruled && (mayExceedCost(stored) || mayExceedCost(old));
  if (node.ruled && findings.some(isBlocking)) findings.push(unchecked());
  else findings.push(...rules.checkUpdate(node, stored, old));
  findings.push(...nameUpdateFindings(decoded.metadata, before.metadata));
  return {
    errors: findings.map(toViolation),
    unknownFields: decoded.unknown,
    mayExceedCost: isLarge,
    stored,
  };
}

/** A plain update cannot change the status. */
function withStatusOf(old: ValueObject, object: ValueObject): ValueObject {
  const bare = without(object, 'status');
  return old.status === undefined ? bare : { ...bare, status: old.status };
}

function without(object: ValueObject, key: string): ValueObject {
  if (object[key] === undefined) return object;
  const { [key]: _dropped, ...rest } = object;
  return rest;
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

/** True for what list types forbid, which the server checks apart from the schema. */
function isListError({ cause }: Finding): boolean {
  return cause.kind === 'x-kubernetes-list-type';
}

const uncheckedMessage =
  'Invalid value: null: some validation rules were not checked because the object was invalid; ' +
  'correct the existing errors to complete validation';

function unchecked(): Finding {
  return finding(
    { source: 'cel', kind: 'unchecked', params: {} },
    'FieldValueInvalid',
    () => uncheckedMessage,
    'none',
  );
}

function rejected(object: Value, error: Violation): Validation {
  return { errors: [error], unknownFields: [], mayExceedCost: false, stored: object };
}

function noMatch(object: Value): Validation {
  const { apiVersion, kind } = isObject(object) ? object : { apiVersion: '', kind: '' };
  const message = `no matches for kind "${kind ?? ''}" in version "${apiVersion ?? ''}"`;
  return {
    errors: [
      { source: 'request', kind: 'no-match', params: {}, type: 'NoMatch', field: '', path: [], message },
    ],
    unknownFields: [],
    mayExceedCost: false,
    stored: object,
  };
}
