import { type Finding, finding, metadataCause, type Part } from './finding.ts';
import { goQuote } from './go-text.ts';
import {
  labelKeyProblems,
  labelProblems,
  labelValueProblems,
  pathSegmentProblems,
  subdomainProblems,
} from './names.ts';
import { isObject, type Value, type ValueObject } from './value.ts';

/** Total size of keys and values of annotations, in bytes (apimachinery, pkg/api/validation/objectmeta.go). */
const annotationsLimit = 256 * 1024;

/**
 * The rules the metadata of a new object must keep, once decoded (apimachinery v0.37, pkg/api/validation/
 * objectmeta.go). A missing namespace is valid: the client or the server sets it.
 */
export function metaFindings(metadata: ValueObject): Finding[] {
  return [...nameFindings(metadata), ...namespaceFindings(metadata), ...lastingFindings(metadata)];
}

function namespaceFindings({ namespace }: ValueObject): Finding[] {
  if (typeof namespace !== 'string') return [];
  return labelProblems(namespace).map((text) => invalid(['namespace'], namespace, text));
}

/** The rules that hold on update too. */
export function lastingFindings(metadata: ValueObject): Finding[] {
  return [
    ...labelFindings(mapping(metadata.labels)),
    ...annotationFindings(mapping(metadata.annotations)),
    ...ownerFindings(listOf(metadata.ownerReferences)),
    ...finalizerFindings(listOf(metadata.finalizers)),
  ];
}

/** The rules of an update for the name: it stays, and old names are not held to new rules. */
export function nameUpdateFindings(metadata: ValueObject, old: ValueObject): Finding[] {
  const { name } = metadata;
  const text = typeof name === 'string' ? name : '';
  return [
    ...(text === '' ? [required(['name'], 'name or generateName is required')] : []),
    ...pathSegmentProblems(text).map((problem) => invalid(['name'], text, problem)),
    ...namespaceFindings(metadata),
    ...(text === (old.name ?? '') ? [] : [invalid(['name'], text, 'field is immutable')]),
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

function labelFindings(labels: ValueObject): Finding[] {
  const out: Finding[] = [];
  for (const key of Object.keys(labels)) {
    const value = String(labels[key]);
    for (const text of labelKeyProblems(key)) out.push(invalid(['labels'], key, text));
    for (const text of labelValueProblems(value)) out.push(invalid(['labels'], value, text));
  }
  return out;
}

function annotationFindings(annotations: ValueObject): Finding[] {
  const out: Finding[] = [];
  let size = 0;
  for (const key of Object.keys(annotations)) {
    for (const text of labelKeyProblems(key.toLowerCase())) out.push(invalid(['annotations'], key, text));
    size += Buffer.byteLength(key) + Buffer.byteLength(String(annotations[key]));
  }
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
  return { ...finding(metadataCause, type, () => message, 'keyed'), path: ['metadata', ...path] };
}

function mapping(value: Value | undefined): ValueObject {
  return isObject(value) ? value : {};
}

function listOf(value: Value | undefined): Value[] {
  return Array.isArray(value) ? value : [];
}
