import { isObject, readDocuments, type ValueObject, YamlError } from '@kustomize-ts/core';
import { objectAt, objectsAt, own, stringAt } from '../../instances/objects/fields.ts';
import type { LoadHost } from '../../load/read.ts';

/** A Flux Kustomization that people wrote beside the generated ones. */
export interface WrittenKustomization {
  name: string;
  /** Absent if a namespace is added when the object is applied. */
  namespace: string | undefined;
  path: string;
  suspend: boolean;
  /** The names that it depends on. */
  dependsOn: readonly string[];
}

/** Gives the Kustomizations in the folder of a cluster, or, for a hub, in that of all clusters. */
export type WrittenKustomizations = (cluster: string | undefined) => readonly WrittenKustomization[];

/** Flux's own objects, which are large and hold no Kustomization of the repository, and what is generated. */
const LEFT_OUT = ['gotk-components.yaml', 'flux-kustomization.yaml', 'flux-source.yaml'];
const IS_ONE = /^apiVersion: ["']?kustomize\.toolkit\.fluxcd\.io\//m;

/**
 * Finds Kustomizations in the work tree, the index or a commit; files are read when they are first needed.
 * @param folder the one that the fleet's own are generated in, `clusters`
 */
export function createWritten(host: LoadHost, folder: string): WrittenKustomizations {
  let read: Map<string, WrittenKustomization[]> | undefined;
  const all = (): Map<string, WrittenKustomization[]> => {
    if (read) return read;
    read = new Map();
    for (const file of host.glob([`${folder}/**/*.yaml`, `${folder}/**/*.yml`])) {
      const [cluster = '', ...rest] = file.slice(folder.length + 1).split('/');
      if (LEFT_OUT.includes(rest.at(-1) ?? cluster) || host.leavesRoot?.(file)) continue;
      const found = kustomizationsIn(host.readFile(file) ?? '');
      if (found.length > 0) read.set(cluster, [...(read.get(cluster) ?? []), ...found]);
    }
    return read;
  };
  return (cluster) => (cluster === undefined ? [...all().values()].flat() : (all().get(cluster) ?? []));
}

/** Unreadable files are ignored; `validate PATH` reports them. */
function kustomizationsIn(text: string): WrittenKustomization[] {
  if (!IS_ONE.test(text)) return [];
  try {
    return readDocuments(text).filter(isObject).flatMap(kustomization);
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    return [];
  }
}

function kustomization(object: ValueObject): WrittenKustomization[] {
  const [metadata, spec] = [objectAt(object, 'metadata'), objectAt(object, 'spec')];
  const name = stringAt(metadata, 'name');
  const group = (stringAt(object, 'apiVersion') ?? '').split('/')[0];
  if (name === undefined || object.kind !== 'Kustomization' || group !== 'kustomize.toolkit.fluxcd.io')
    return [];
  return [
    {
      name,
      namespace: stringAt(metadata, 'namespace'),
      path: stringAt(spec, 'path') ?? '',
      suspend: own(spec, 'suspend') === true,
      dependsOn: objectsAt(spec, 'dependsOn').flatMap(([, entry]) => stringAt(entry, 'name') ?? []),
    },
  ];
}
