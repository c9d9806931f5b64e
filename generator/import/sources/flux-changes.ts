import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import type { SourceObject } from '../target.ts';

/** Fields of a Kustomization that change what it applies, of which `spec.images` and `targetNamespace` change no pool. */
export const CHANGE_FIELDS = [
  'namePrefix',
  'nameSuffix',
  'components',
  'patches',
  'patchesStrategicMerge',
  'patchesJson6902',
  'commonMetadata',
  'images',
  'targetNamespace',
] as const;

/**
 * What Flux adds to the kustomization of a folder before it builds it (fluxcd/pkg, kustomize/kustomize_generator.go); undefined where that is
 * nothing. Pools have no namespace and no image, so these are not set.
 */
export function kustomizationChanges(spec: ValueObject): ValueObject | undefined {
  const patches = [
    ...mappings(spec.patches),
    ...mappings(spec.patchesStrategicMerge).map((patch) => ({ patch: JSON.stringify(patch) })),
    ...mappings(spec.patchesJson6902).map(({ target = null, patch = null }) => ({
      target,
      patch: JSON.stringify(patch),
    })),
  ];
  const components = Array.isArray(spec.components) ? spec.components : [];
  const changes: ValueObject = {
    ...(spec.namePrefix ? { namePrefix: spec.namePrefix } : {}),
    ...(spec.nameSuffix ? { nameSuffix: spec.nameSuffix } : {}),
    ...(components.length > 0 ? { components } : {}),
    ...(patches.length > 0 ? { patches } : {}),
  };
  return Object.keys(changes).length > 0 ? changes : undefined;
}

/** A kustomization with what Flux adds: lists get longer, other fields are replaced. */
export function changeKustomization(kustomization: ValueObject, changes: ValueObject): ValueObject {
  const result = { ...kustomization };
  for (const [field, value] of Object.entries(changes)) {
    const own = kustomization[field];
    result[field] = Array.isArray(value) && Array.isArray(own) ? [...own, ...value] : value;
  }
  return result;
}

/** Gives objects the labels and annotations of `spec.commonMetadata`, which Flux sets after it has substituted variables. */
export function withCommonMetadata(
  objects: readonly SourceObject[],
  { commonMetadata = null }: ValueObject,
): SourceObject[] {
  if (!isObject(commonMetadata)) return [...objects];
  const set = (object: ValueObject): ValueObject => {
    const metadata = mappingAt(object, 'metadata');
    const own: ValueObject = { ...metadata };
    for (const field of ['labels', 'annotations']) {
      const added = mappingAt(commonMetadata, field);
      if (Object.keys(added).length > 0) own[field] = { ...mappingAt(metadata, field), ...added };
    }
    return { ...object, metadata: own };
  };
  return objects.map((one) => ({ ...one, object: set(one.object), written: set(one.written) }));
}

function mappings(value: Value | undefined): ValueObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function mappingAt(object: ValueObject, field: string): ValueObject {
  const value = object[field] ?? null;
  return isObject(value) ? value : {};
}
