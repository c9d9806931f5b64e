import { KustomizeError } from '../errors.ts';
import { getField } from '../fields/object.ts';
import { textAt } from '../fields/source-text.ts';
import { throughJson } from '../patch/through-json.ts';
import type { Resource } from '../resource/resource.ts';
import type { ResourceList } from '../resource/resource-list.ts';
import { goJson } from '../structured/go-json.ts';
import { isObject, type Value, type ValueObject } from '../value.ts';
import { sha256 } from './sha256.ts';

/** Appends a hash of their content to the names of generated resources. */
export function addHashes(resources: ResourceList): void {
  for (const resource of resources.items) {
    if (!resource.needsHash || resource.isDeleted) continue;
    const name = `${resource.name}-${hashResource(resource)}`;
    resource.storePreviousId();
    resource.setMeta('name', name);
  }
  resources.identitiesChanged();
}

/** The hash of a ConfigMap or Secret: ten characters that do not spell words (kustomize api v0.21.2, hasher). */
export function hashResource({ object, kind }: Resource): string {
  return encode(sha256(goJson(hashedPart(object, kind))));
}

function hashedPart(object: ValueObject, kind: string): Value {
  // Upstream looks for a top-level key `metadata/name`, finds none, and so hashes an empty name.
  if (kind === 'ConfigMap') {
    const binaryData = mapAt(object, 'binaryData');
    return {
      kind,
      name: '',
      data: partAt(object, 'data'),
      ...(binaryData && { binaryData }),
    };
  }
  // For other kinds upstream hashes the positions of the text in the file, too.
  if (kind !== 'Secret')
    throw new KustomizeError(
      'unsupported',
      `hashing a ${kind} is not supported: only ConfigMaps and Secrets get a hash`,
    );
  const stringData = mapAt(object, 'stringData');
  return {
    kind,
    name: '',
    type: partAt(object, 'type'),
    data: partAt(object, 'data'),
    ...(stringData && { stringData }),
  };
}

/** A mapping, or the text of a scalar; upstream makes null of a list. */
function partAt(object: ValueObject, field: string): Value {
  return mapAt(object, field) ?? (Array.isArray(getField(object, field)) ? null : textAt(object, field));
}

function mapAt(object: ValueObject, field: string): ValueObject | undefined {
  const value = throughJson(getField(object, field) ?? null);
  return isObject(value) ? value : undefined;
}

/** Replaces vowels and digits that could spell words, as kubectl does. */
function encode(hex: string): string {
  const replaced: Readonly<Record<string, string>> = { 0: 'g', 1: 'h', 3: 'k', a: 'm', e: 't' };
  return hex.slice(0, 10).replace(/[013ae]/g, (character) => replaced[character] ?? character);
}
