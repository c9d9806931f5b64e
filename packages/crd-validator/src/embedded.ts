import { below, type Finding, finding, noFindings, schemaCause } from './finding.ts';
import { goValue } from './go-text.ts';
import { lastingFindings } from './meta-rules.ts';
import { pathSegmentProblems } from './names.ts';
import { childNode, type SchemaNode } from './node.ts';
import { decodeMeta } from './object-meta.ts';
import { isObject, type Value, type ValueObject } from './value.ts';

/**
 * Checks the type and metadata of objects within an object, where a schema says `x-kubernetes-embedded-resource`
 * (apiextensions-apiserver v0.37, pkg/apiserver/schema/objectmeta/validation.go).
 */
export function embeddedFindings(node: SchemaNode, value: Value): readonly Finding[] {
  if (!node.holdsResources) return noFindings;
  if (Array.isArray(value)) {
    const { items } = node;
    return items === undefined
      ? noFindings
      : value.flatMap((item, index) => below(index, embeddedFindings(items, item)));
  }
  if (!isObject(value)) return noFindings;
  const own = node.resource ? resourceFindings(value) : [];
  const inner = Object.keys(value).flatMap((key) => {
    const child = childNode(node, key);
    if (child === undefined || child === 'any') return [];
    return below(node.properties.has(key) ? key : { key }, embeddedFindings(child, value[key] ?? null));
  });
  return [...own, ...inner];
}

function resourceFindings(object: ValueObject): readonly Finding[] {
  return [
    ...textFindings(object, 'apiVersion', apiVersionProblem),
    ...textFindings(object, 'kind', kindProblem),
    ...metadataFindings(object.metadata),
  ];
}

function textFindings(
  object: ValueObject,
  field: string,
  problem: (text: string) => string | undefined,
): readonly Finding[] {
  const value = object[field];
  if (value === undefined) return below(field, [keyed('FieldValueRequired', 'Required value')]);
  const found =
    typeof value !== 'string' ? 'must be a string' : value === '' ? 'must not be empty' : problem(value);
  return found === undefined ? noFindings : below(field, [invalid(value, found)]);
}

// apimachinery, pkg/runtime/schema/group_version.go, ParseGroupVersion
function apiVersionProblem(text: string): string | undefined {
  return text.split('/').length > 2 ? `unexpected GroupVersion string: ${text}` : undefined;
}

function kindProblem(text: string): string | undefined {
  const out: string[] = [];
  if (Buffer.byteLength(text) > 63) out.push('must be no more than 63 characters');
  if (!/^[a-z](?:[-a-z0-9]*[a-z0-9])?$/.test(text.toLowerCase())) {
    out.push(
      "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and " +
        "end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is " +
        "'[a-z]([-a-z0-9]*[a-z0-9])?')",
    );
  }
  return out.length === 0 ? undefined : `may have mixed case, but should otherwise match: ${out.join(',')}`;
}

function metadataFindings(metadata: Value | undefined): readonly Finding[] {
  const { metadata: decoded = {}, problem } = decodeMeta(metadata);
  if (problem !== undefined) return below('metadata', [invalid(metadata ?? null, problem.message)]);
  const { name } = decoded;
  const names = typeof name === 'string' ? pathSegmentProblems(name).map((text) => invalid(name, text)) : [];
  return [...below('metadata', below('name', names)), ...lastingFindings(decoded)];
}

function invalid(value: Value, text: string): Finding {
  return keyed('FieldValueInvalid', `Invalid value: ${goValue(value)}: ${text}`);
}

function keyed(type: Finding['type'], message: string): Finding {
  return finding(schemaCause('x-kubernetes-embedded-resource'), type, () => message, 'keyed');
}
