import { at, KustomizeError, type Place } from '../errors.ts';
import type { TypeOf } from '../load/decode.ts';
import type { SourceObject } from '../load/documents.ts';
import { patch as format, type Patch } from '../load/kustomization-format.ts';
import { parsePatch } from '../load/patch-text.ts';
import { patchStrategically, patchWithJson } from '../patch/resource-patch.ts';
import type { ResourceId } from '../resource/id.ts';
import { Resource } from '../resource/resource.ts';
import type { ResourceList } from '../resource/resource-list.ts';
import { ResourceSelector } from '../resource/selector.ts';
import type { BuildSchema } from '../schema/build-schema.ts';
import type { Report, StepReport } from '../trace.ts';
import type { Value } from '../value.ts';
import type { BuildContext, Plugin, Transform } from './transformer.ts';

/** Applies one entry of `patches`: a strategic merge patch or a JSON patch, inline or from a file. */
export function patchTransform(patch: Patch, { loader, cache, schema }: BuildContext): Transform {
  const inline = patch.patch?.trim() ?? '';
  if (inline === '' && !patch.path) throw new KustomizeError('invalid', 'must specify one of patch and path');
  if (inline !== '' && patch.path)
    throw new KustomizeError('invalid', "patch and path can't be set at the same time");
  const text = inline === '' ? loader.readText(patch.path ?? '') : inline;
  const place: Place = inline === '' ? { file: loader.path(patch.path ?? '') } : {};
  const selector = patch.target && new ResourceSelector(patch.target);
  const read = at(place, () => cache.read(parsePatch, text));
  const transform =
    'objects' in read
      ? mergeTransform(read.objects, patch, selector, schema)
      : jsonTransform(read.operations, selector);
  const patchFile = place.file === undefined ? {} : { patchFile: place.file };
  return (resources, report) => {
    const withFile = report && ((event: StepReport) => report({ ...event, ...patchFile }));
    at(place, () => transform(resources, withFile));
  };
}

function mergeTransform(
  objects: readonly SourceObject[],
  { options }: Patch,
  selector: ResourceSelector | undefined,
  schema: BuildSchema,
): Transform {
  const patches = objects.map(({ object, notes }) => {
    const patch = new Resource(schema, object, notes);
    patch.allowNameChange ||= options?.allowNameChange ?? false;
    patch.allowKindChange ||= options?.allowKindChange ?? false;
    // Upstream records both as annotations and rewrites the others: a null becomes text and no longer deletes.
    if (options?.allowNameChange || options?.allowKindChange) {
      patch.setMetaMap('annotations', patch.metaMap('annotations'));
    }
    return patch;
  });
  if (selector === undefined) {
    return (resources, report) => {
      for (const patch of patches) {
        const target = resources.getByAnyId(patch.originalId);
        report?.({ type: 'patch', form: 'strategic-merge', selected: [target.id] });
        if (patchStrategically(target, patch, schema, report)) resources.identitiesChanged();
      }
    };
  }
  if (patches.length > 1) {
    throw new KustomizeError('invalid', 'several strategic merge patches in one entry cannot have a target');
  }
  return (resources, report) => {
    const [patch] = patches;
    if (patch === undefined) return;
    const selected = resources.items.filter((item) => selector.matches(item));
    patchSelected(resources, selected, patch, schema, report);
  };
}

/** Merges a patch into resources, whatever its own name and version are. */
export function patchSelected(
  resources: ResourceList,
  selected: readonly Resource[],
  patch: Resource,
  schema: BuildSchema,
  report?: Report,
): void {
  report?.({ type: 'patch', form: 'strategic-merge', selected: selected.map(({ id }) => id) });
  let isIdentityChanged = false;
  for (const resource of selected) {
    const copy = patch.clone();
    // Upstream rewrites both maps: a null becomes text and no longer deletes.
    copy.setMetaMap('labels', patch.metaMap('labels'));
    copy.setMetaMap('annotations', patch.metaMap('annotations'));
    copy.setMeta('namespace', patch.namespace === '' ? undefined : patch.namespace);
    copy.object = { ...copy.object, apiVersion: resource.apiVersion };
    if (patchStrategically(resource, copy, schema, report)) isIdentityChanged = true;
  }
  if (selected.some((resource) => resource.isDeleted)) resources.retain((resource) => !resource.isDeleted);
  if (!isIdentityChanged) return;
  resources.identitiesChanged();
  if (patch.allowNameChange || patch.allowKindChange) resources.checkUnique();
}

function jsonTransform(operations: readonly Value[], selector: ResourceSelector | undefined): Transform {
  return (resources, report) => {
    if (selector === undefined) {
      if (operations.length === 0) return;
      throw new KustomizeError('invalid', 'must specify a target for a JSON patch', { field: 'target' });
    }
    const selected: ResourceId[] = [];
    for (const resource of resources.items) {
      if (!selector.matches(resource)) continue;
      selected.push(resource.id);
      resource.storePreviousId();
      patchWithJson(resource, [...operations]);
    }
    report?.({ type: 'patch', form: 'json', selected });
    resources.identitiesChanged();
  };
}

export const patchPlugin: Plugin<TypeOf<typeof format>, Transform> = { format, configure: patchTransform };
