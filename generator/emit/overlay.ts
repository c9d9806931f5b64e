import { applyStrategicMerge, isObject, type Value } from '@kustomize-ts/core';
import type { Fleet } from '../load/fleet.ts';
import { diffPatch, equal } from '../load/merge.ts';
import type { EnvironmentObjects, FleetObject } from '../load/resolved.ts';
import { groupByFolder, kustomization } from './base.ts';
import { operationsBetween } from './operations.ts';
import { basesFromOverlay, overlayFolder } from './paths.ts';

/** An environment's kustomization: the bases it has, and one patch file per object that differs; path -> value. */
export function* emitOverlay(
  fleet: Fleet,
  environment: EnvironmentObjects,
): Generator<[path: string, value: Value]> {
  const folder = overlayFolder(fleet.spec, environment.name);
  const declared = new Map(fleet.objects.base.map((object) => [`${object.kind}/${object.name}`, object]));
  const folders = groupByFolder(environment.objects);
  const patches: Value[] = [];
  for (const object of [...folders.values()].flat()) {
    const base = declared.get(`${object.kind}/${object.name}`);
    if (!base || equal(base.value, object.value)) continue;
    const patch = patchFor(base, object);
    yield [`${folder}/${patch.file}`, patch.content];
    patches.push(patch.reference);
  }
  const all = groupByFolder(fleet.objects.base);
  const bases = basesFromOverlay(fleet.spec, environment.name);
  const resources = folders.size === all.size ? [bases] : [...folders.keys()].map((one) => `${bases}/${one}`);
  yield [`${folder}/kustomization.yaml`, kustomization({ resources, patches })];
}

interface PatchFile {
  file: string;
  content: Value;
  /** The entry of `patches:` that names the file. */
  reference: Value;
}

/** A strategic merge patch where one can express the difference and the environment declares no operations, else JSON6902. */
function patchFor(base: FleetObject, object: FleetObject): PatchFile {
  const name = `${object.kind.toLowerCase()}-${object.name}`;
  const difference = diffPatch(base.value, object.value);
  const { apiVersion, kind } = object.value;
  const header = { apiVersion: apiVersion ?? null, kind: kind ?? null };
  if (object.operations.length === 0 && isObject(difference)) {
    const metadata = { name: object.name, ...(isObject(difference.metadata) ? difference.metadata : {}) };
    const content = { ...header, ...difference, metadata };
    if (equal(applyStrategicMerge(base.value, content), object.value)) {
      return { file: `${name}.yaml`, content, reference: { path: `${name}.yaml` } };
    }
  }
  const [group = '', version = ''] = String(apiVersion).split('/');
  return {
    file: `${name}.json6902.yaml`,
    content: operationsBetween(base.value, object.value),
    reference: {
      path: `${name}.json6902.yaml`,
      target: { group, version, kind: object.kind, name: object.name },
    },
  };
}
