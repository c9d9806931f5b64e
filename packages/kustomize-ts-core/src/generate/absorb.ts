import { KustomizeError } from '../errors.ts';
import { getField, setField } from '../fields/object.ts';
import { requirePlainKeys } from '../fields/plain-key.ts';
import { textAt } from '../fields/source-text.ts';
import { formatId } from '../resource/id.ts';
import { ORIGIN_ANNOTATION } from '../resource/origin.ts';
import type { Resource } from '../resource/resource.ts';
import type { ResourceList } from '../resource/resource-list.ts';
import { isObject, type ValueObject } from '../value.ts';
import { encodeBase64 } from './base64.ts';

/** Adds generated resources; by their `behavior` they replace or merge with the resource of the same identity. */
export function absorbAll(resources: ResourceList, generated: readonly Resource[]): void {
  for (const resource of generated) absorb(resources, resource);
}

function absorb(resources: ResourceList, generated: Resource): void {
  const { id, behavior } = generated;
  const [old, ...others] = resources.findByAnyId(id);
  if (others.length > 0) {
    throw new KustomizeError('conflict', `found multiple objects that could accept merge of ${formatId(id)}`);
  }
  const isChange = behavior === 'merge' || behavior === 'replace';
  if (old === undefined) {
    if (isChange)
      throw new KustomizeError('mismatch', `${formatId(id)} does not exist; cannot merge or replace`);
    resources.append(generated);
    return;
  }
  if (!isChange) {
    throw new KustomizeError('conflict', `${formatId(id)} exists; behavior must be merge or replace`);
  }
  const origin = old.metaMap('annotations')[ORIGIN_ANNOTATION];
  takeMetadata(generated, old);
  if (behavior === 'merge') {
    mergeData(generated, old);
    if (origin !== undefined) {
      generated.setMetaMap('annotations', {
        ...generated.metaMap('annotations'),
        [ORIGIN_ANNOTATION]: origin,
      });
    }
  }
  resources.replace(old, generated);
}

/** Labels and annotations of both, the new ones winning; name, namespace and notes of the old resource. */
function takeMetadata(generated: Resource, old: Resource): void {
  for (const field of ['labels', 'annotations'] as const) {
    generated.setMetaMap(field, { ...old.metaMap(field), ...generated.metaMap(field) });
  }
  generated.setMeta('name', old.name);
  generated.setMeta('namespace', old.namespace === '' ? undefined : old.namespace);
  generated.adoptNotes(old);
}

function mergeData(generated: Resource, old: Resource): void {
  const isSecret = generated.apiVersion === 'v1' && generated.kind === 'Secret';
  const base = isSecret ? withEncodedStrings(old.object) : old.object;
  const { data: _, binaryData: __, ...rest } = generated.object;
  const text = { ...texts(base, 'data'), ...texts(generated.object, 'data') };
  const binary = { ...texts(old.object, 'binaryData'), ...texts(generated.object, 'binaryData') };
  requirePlainKeys([...Object.keys(text), ...Object.keys(binary)]);
  generated.object = {
    ...rest,
    ...(Object.keys(text).length > 0 && { data: text }),
    ...(Object.keys(binary).length > 0 && { binaryData: binary }),
  };
}

/** Moves `stringData` into `data`, as the API server does. */
function withEncodedStrings(object: ValueObject): ValueObject {
  const strings = getField(object, 'stringData');
  if (!isObject(strings)) return object;
  const data: ValueObject = texts(object, 'data');
  for (const key of Object.keys(strings)) {
    const value = getField(strings, key);
    if (typeof value === 'object' && value !== null) {
      throw new KustomizeError('invalid', `value for key '${key}' must be a scalar`, { field: 'stringData' });
    }
    setField(data, key, encodeBase64(new TextEncoder().encode(value === null ? '' : textAt(strings, key))));
  }
  return { ...object, data };
}

function texts(object: ValueObject, field: string): Record<string, string> {
  const map = getField(object, field);
  const result: Record<string, string> = {};
  if (isObject(map)) {
    for (const key of Object.keys(map))
      setField(result, key, getField(map, key) === null ? '' : textAt(map, key));
  }
  return result;
}
