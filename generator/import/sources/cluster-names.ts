import { posix } from 'node:path';
import { isObject, type ValueObject } from '@kustomize-ts/core';
import type { Manifest } from '../../manifests/index.ts';
import type { SourceObject } from '../target.ts';
import { asLabel, clusterSteps, environmentWord, nameFolders } from './names.ts';
import { fleetKey, nameOf } from './objects.ts';

/** A Kustomization, and what it applies. */
interface Applied {
  manifest: Manifest;
  objects: readonly SourceObject[];
  directory: string;
}

/**
 * The cluster of each Kustomization: the folder below clusters/ that it lies in, the hub's secret for it, or its own name. Several that a
 * folder has are of one cluster, unless they apply the same objects.
 */
export function clusterNames(applied: readonly Applied[]): string[] {
  const folders = applied.map(({ manifest }) => posix.dirname(manifest.file));
  const places = nameFolders([...new Set(folders)]);
  const isApart = places.size > 1 && areApart(applied, folders);
  const first = applied.map(({ manifest }, i) => {
    const below = stepsBelowClusters(folders[i] ?? '');
    if (below) return asLabel(clusterSteps(below).join('-'));
    const secret = secretOf(manifest.object)?.replace(/-?kube-?conf(?:ig)?$/, '');
    if (secret) return asLabel(secret);
    const place = places.get(folders[i] ?? '');
    return isApart && place ? (place.cluster ?? place.environment) : asLabel(nameOf(manifest.object));
  });
  const byFolder = apart(applied, first, folders);
  return apart(
    applied,
    byFolder,
    applied.map(({ directory }) => directory),
  );
}

/** What the folders of a Kustomization say of its environment, in a word. */
export function environmentOfFolder({ file }: Manifest): string | undefined {
  const folder = posix.dirname(file);
  const below = stepsBelowClusters(folder);
  if (!below) return undefined;
  const above = folder.split('/').slice(0, -below.length - 1);
  return [...above, ...clusterSteps(below)].find(environmentWord);
}

function stepsBelowClusters(folder: string): string[] | undefined {
  const steps = folder.split('/');
  const at = steps.indexOf('clusters');
  const below = at < 0 ? [] : steps.slice(at + 1);
  return below.length > 0 ? below : undefined;
}

/** The names, each with what is different in its place where Kustomizations of one name apply the same objects. */
function apart(applied: readonly Applied[], names: readonly string[], places: readonly string[]): string[] {
  const result = [...names];
  for (const name of new Set(names)) {
    const own = [...names.keys()].filter((i) => names[i] === name);
    const found = nameFolders([...new Set(own.map((i) => places[i] ?? ''))]);
    const isOne =
      found.size < 2 ||
      areApart(
        own.flatMap((i) => applied[i] ?? []),
        own.map(() => name),
      );
    if (isOne) continue;
    for (const i of own) {
      const place = found.get(places[i] ?? '');
      const word = place?.cluster ?? place?.environment ?? '';
      result[i] = asLabel(word.split('-').includes(name) || word.includes(name) ? word : `${name}-${word}`);
    }
  }
  return result;
}

/** Whether no object is applied by two Kustomizations of one group. */
function areApart(applied: readonly Applied[], groups: readonly string[]): boolean {
  const keys = applied.flatMap(({ objects }, i) =>
    objects.map(({ object }) => `${groups[i]} ${fleetKey(object)}`),
  );
  return new Set(keys).size === keys.length;
}

function secretOf({ spec = null }: ValueObject): string | undefined {
  const reference = isObject(spec) && isObject(spec.kubeConfig) ? spec.kubeConfig : {};
  const { secretRef = null, configMapRef = null } = reference;
  const named = isObject(secretRef) ? secretRef : configMapRef;
  return isObject(named) && typeof named.name === 'string' ? named.name : undefined;
}
