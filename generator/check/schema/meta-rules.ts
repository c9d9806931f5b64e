import type { Value, ValueObject } from '@kustomize-ts/core';
import { type Finding, finding, type Part } from './finding.ts';
import { goQuote } from './go-text.ts';
import { isObject } from './is-object.ts';
import { labelKeyProblems, labelValueProblems, subdomainProblems } from './names.ts';

/** Total size of keys and values of annotations, in bytes (apimachinery, pkg/api/validation/objectmeta.go). */
const annotationsLimit = 256 * 1024;

/**
 * The rules every object's metadata must keep, of decoded metadata of a cluster-scoped object
 * (apimachinery v0.37, pkg/api/validation/objectmeta.go). With `old`, those of an update.
 */
export function metaFindings(metadata: ValueObject, old?: ValueObject): Finding[] {
  return [
    ...(old === undefined ? nameFindings(metadata) : immutableName(metadata, old)),
    ...labelFindings(mapping(metadata.labels)),
    ...annotationFindings(mapping(metadata.annotations)),
    ...ownerFindings(listOf(metadata.ownerReferences)),
    ...finalizerFindings(listOf(metadata.finalizers)),
  ];
}

function nameFindings({ name, generateName }: ValueObject): Finding[] {
  const out: Finding[] = [];
  if (typeof generateName === 'string') {
    const masked = generateName.replace(/-$/, 'a');
    out.push(
      ...subdomainProblems(masked, 'characters').map((text) => invalid(['generateName'], generateName, text)),
    );
  }
  if (typeof name === 'string') {
    out.push(...subdomainProblems(name, 'characters').map((text) => invalid(['name'], name, text)));
  } else out.push(required(['name'], 'name or generateName is required'));
  return out;
}

function immutableName({ name }: ValueObject, old: ValueObject): Finding[] {
  if (typeof name !== 'string') return [required(['name'], 'name or generateName is required')];
  return name === old.name ? [] : [invalid(['name'], name, 'field is immutable')];
}

function labelFindings(labels: ValueObject): Finding[] {
  return Object.entries(labels).flatMap(([key, value]) => [
    ...labelKeyProblems(key).map((text) => invalid(['labels'], key, text)),
    ...labelValueProblems(String(value)).map((text) => invalid(['labels'], String(value), text)),
  ]);
}

function annotationFindings(annotations: ValueObject): Finding[] {
  const entries = Object.entries(annotations);
  const out = entries.flatMap(([key]) =>
    labelKeyProblems(key.toLowerCase()).map((text) => invalid(['annotations'], key, text)),
  );
  const size = entries.reduce(
    (sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(String(value)),
    0,
  );
  if (size > annotationsLimit) {
    out.push(
      at(['annotations'], 'FieldValueTooLong', `Too long: may not be more than ${annotationsLimit} bytes`),
    );
  }
  return out;
}

function ownerFindings(owners: Value[]): Finding[] {
  return owners.flatMap((owner, index) =>
    ['apiVersion', 'kind', 'name', 'uid']
      .filter((field) => !isObject(owner) || owner[field] === undefined)
      .map((field) => required(['ownerReferences', index, field], 'must not be empty')),
  );
}

function finalizerFindings(finalizers: Value[]): Finding[] {
  return finalizers.flatMap((name) =>
    labelKeyProblems(String(name)).map((text) => invalid(['finalizers'], String(name), text)),
  );
}

function invalid(path: Part[], value: string, text: string): Finding {
  return at(path, 'FieldValueInvalid', `Invalid value: ${goQuote(value)}: ${text}`);
}

function required(path: Part[], text: string): Finding {
  return at(path, 'FieldValueRequired', `Required value: ${text}`);
}

function at(path: Part[], type: Finding['type'], message: string): Finding {
  return { ...finding(type, () => message, 'keyed'), path: ['metadata', ...path] };
}

function mapping(value: Value | undefined): ValueObject {
  return isObject(value) ? value : {};
}

function listOf(value: Value | undefined): Value[] {
  return Array.isArray(value) ? value : [];
}
