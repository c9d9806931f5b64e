import { KustomizeError } from '../errors.ts';
import { getField, isEmpty, withField } from '../fields/object.ts';
import { requireReadable } from '../fields/readable.ts';
import { textOf } from '../fields/source-text.ts';
import { throwMisfit } from '../resource/misfit.ts';
import type { Resource } from '../resource/resource.ts';
import { spreadShared } from '../resource/shared-scalars.ts';
import type { BuildSchema } from '../schema/build-schema.ts';
import { pathOfList, type Report } from '../trace.ts';
import { isObject, type Value, type ValueObject } from '../value.ts';
import { formatFloat } from '../yaml/number.ts';
import { readDirective } from './directive.ts';
import { applyJson6902 } from './json6902.ts';
import { mergeStrategic } from './strategic-merge.ts';
import { throughJson } from './through-json.ts';

/**
 * Merges a strategic merge patch into a resource, which keeps its name, namespace and, unless the patch
 * may change them, kind. The patch may delete the resource; `$patch: replace` of the whole resource has no effect.
 *
 * @param report receives the lists that the patch replaces
 * @returns whether the resource may have another identity now, or another previous one
 */
export function patchStrategically(
  resource: Resource,
  patch: Resource,
  schema: BuildSchema,
  report?: Report,
): boolean {
  const before = resource.object;
  const { kind } = before;
  const metadata = isObject(resource.object.metadata) ? resource.object.metadata : {};
  const mayRename = patch.allowNameChange || patch.allowKindChange;
  if (mayRename) resource.storePreviousId();
  const merged = mergeStrategic(resource.object, patch.object, {
    schema,
    ...(report && { onListReplaced: replacedLists(resource, report) }),
  });
  if (!isObject(merged) || isEmpty(merged)) {
    resource.delete();
    return mayRename;
  }
  // kyaml returns the replacement of a whole resource, and kustomize drops it (api v0.21.2, Resource.ApplyFilter).
  const isReplaced = readDirective(patch.object).directive === 'replace';
  if (!isReplaced) resource.object = merged;
  const losesNotes = resource.hasNotes && !isReplaced && replacesAnnotations(patch.object);
  if (losesNotes) resource.dropNotes();
  if (!patch.allowKindChange && kind !== undefined)
    resource.object = withField(resource.object, 'kind', kind);
  if (!patch.allowNameChange) resource.setMeta('name', getField(metadata, 'name') ?? '');
  const namespace = getField(metadata, 'namespace');
  spreadShared(resource, before);
  resource.setMeta('namespace', isEmpty(namespace) || namespace === '' ? undefined : namespace);
  return mayRename || losesNotes;
}

function replacedLists({ id, object }: Resource, report: Report): (before: Value[], after: Value[]) => void {
  return (before, after) => {
    const path = pathOfList(object, before);
    if (path !== undefined) report({ type: 'list-replaced', object: id, path, before, after });
  };
}

/** Whether a strategic merge patch removes or replaces all annotations, and those of real kustomize with them. */
function replacesAnnotations({ metadata }: ValueObject): boolean {
  if (!isObject(metadata)) return metadata === null;
  const annotations = getField(metadata, 'annotations');
  return [metadata, annotations].some((map) => {
    if (!isObject(map)) return map === null;
    return readDirective(map).directive !== 'merge';
  });
}

/** Applies a JSON patch to a resource. Annotations end up as text, as everywhere in kustomize. */
export function patchWithJson(resource: Resource, operations: Value): void {
  throwMisfit(resource, resource.misfits);
  const before = resource.hasNotes ? withAnnotations(resource.object) : resource.object;
  requireReadable(before);
  const after = throughJson(applyJson6902(before, operations));
  if (!isObject(after)) throw new KustomizeError('mismatch', 'a JSON patch must leave an object');
  requireReadable(after);
  resource.object = after;
  resource.shared = [];
  const metadata = after.metadata;
  const annotations = isObject(metadata) ? getField(metadata, 'annotations') : undefined;
  if (isObject(metadata))
    resource.setMetaMap('annotations', isObject(annotations) ? asTexts(annotations) : {});
}

/** Real kustomize keeps its notes as annotations, so that patches find the mapping even where the user has none. */
function withAnnotations(object: ValueObject): ValueObject {
  const metadata = object.metadata;
  if (!isObject(metadata) || isObject(getField(metadata, 'annotations'))) return object;
  return withField(object, 'metadata', withField(metadata, 'annotations', {}));
}

function asTexts(annotations: ValueObject): Record<string, string> {
  return Object.fromEntries(Object.entries(annotations).map(([key, value]) => [key, jsonText(value)]));
}

function jsonText(value: Value): string {
  if (typeof value === 'number' || typeof value === 'bigint') return formatFloat(Number(value));
  return value === null ? 'null' : textOf(value);
}
