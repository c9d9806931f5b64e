import type { Value } from '@kustomize-ts/core';
import { groupBy } from '../diagnostics/group-by.ts';
import type { Fleet } from '../load/fleet.ts';
import type { FleetObject } from '../load/resolved.ts';
import { baseEntry, baseFile, baseFolder } from './paths.ts';

/** A `kustomization.yaml`; fields that are undefined or empty are left out. */
export function kustomization(fields: { resources: string[]; patches?: Value[] }): Value {
  const { resources, patches } = fields;
  return {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources,
    ...(patches?.length ? { patches } : {}),
  };
}

/** One kustomize base per pool and shared node class, and one over all; path -> value. */
export function* emitBases(fleet: Fleet): Generator<[path: string, value: Value]> {
  const folders = groupByFolder(fleet.objects.base);
  for (const [folder, objects] of folders) {
    for (const object of objects)
      yield [baseEntry(fleet.spec, `${folder}/${baseFile(object)}`), object.value];
    yield [
      baseEntry(fleet.spec, `${folder}/kustomization.yaml`),
      kustomization({ resources: objects.map(baseFile) }),
    ];
  }
  yield [baseEntry(fleet.spec, 'kustomization.yaml'), kustomization({ resources: [...folders.keys()] })];
}

/** Objects by the folder of the bases that holds them, folders and files in the order of their names. */
export function groupByFolder(objects: readonly FleetObject[]): Map<string, FleetObject[]> {
  return groupBy(
    objects.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)),
    baseFolder,
  );
}

function key(object: FleetObject): string {
  return `${baseFolder(object)}/${baseFile(object)}`;
}
