import { posix } from 'node:path';
import { isObject, type Value } from '@kustomize-ts/core';
import type { Location } from '../../diagnostics/diagnostic.ts';
import { isGenerated } from '../../emit/header.ts';
import { parseSource } from '../../load/document.ts';
import type { Path } from '../../load/path.ts';
import { type Manifest, readManifests } from '../../manifests/index.ts';
import { isKustomization, KUSTOMIZATIONS } from '../../render/kustomization-file.ts';
import type { SourceObject, Target } from '../target.ts';
import type { Library } from './library.ts';
import { fleetKey, isPoolObject, nameOf } from './objects.ts';

/** What of the sources the fleet replaces. */
export interface OldFiles {
  /** Files that hold nothing else, sorted. */
  remove: string[];
  /** Parts of files that hold something else, too. */
  edit: { at: Location; what: string }[];
}

/** What a fleet took from its sources, and what it did not. */
export interface ImportedObjects {
  targets: readonly {
    environment: string;
    cluster?: string;
    objects: readonly { key: string; source: SourceObject }[];
  }[];
  lost: readonly { target: Pick<Target, 'environment' | 'cluster'>; source: SourceObject }[];
}

export interface KeptFiles {
  /** Whether a file is one of the repository. */
  isKept(file: string): boolean;
  /** How the paths begin of files that something may apply which is not read. */
  unreadPaths: ReadonlySet<string>;
}

/** A Flux or Argo CD object that applies pools to a cluster. */
interface Delivery {
  manifest: Manifest;
  environment: string;
  cluster: string;
  objects: readonly SourceObject[];
  isPoolsAlone: boolean;
}

/**
 * Finds what the fleet owns from now on: a file, an overlay or a delivery is listed only where everything that any target has of it is
 * part of the fleet, since removing it takes from clusters what the fleet does not give them.
 */
export function oldFiles(
  { texts, builds }: { texts: Library['texts']; builds: ReturnType<Library['builds']> },
  { isKept, unreadPaths }: KeptFiles,
  { targets, lost }: ImportedObjects,
  deliveries: readonly Delivery[],
): OldFiles {
  const filesOf = new Map(builds.map(({ id, sources }) => [id, sources]));
  const have = createPlaces(filesOf);
  for (const { objects } of targets) for (const { key, source } of objects) have.add(source, key);
  const lack = createPlaces(filesOf);
  for (const { source } of lost) lack.add(source, fleetKey(source.object));
  const places = deliveryPlaces(deliveries, targets, lost);
  const isOwnedIn = (file: string, key: string): boolean => have.inFile(file, key) && !lack.inFile(file, key);
  const isOwned = (one: Manifest): boolean => {
    const isImported = isPoolObject(one.object) && isOwnedIn(one.file, fleetKey(one.object));
    return isImported || places.has(placeOf(one));
  };
  const files = new Map(
    [...texts]
      .filter(([file, text]) => file !== 'stdin' && isKept(file) && !isGenerated(text))
      .map(([file, text]) => [
        file,
        { text, manifests: isKustomization(file) ? [] : readManifests(file, text).manifests },
      ]),
  );
  const whole = new Set(
    [...files]
      .filter(([, { manifests }]) => manifests.length > 0 && manifests.every(isOwned))
      .map(([file]) => file),
  );
  const isUnread = (name: string): boolean => [...unreadPaths].some((start) => `${name}/`.startsWith(start));
  const unread = new Set([...files.keys()].filter(isUnread));
  for (const { id, sources } of builds) if (isUnread(id)) for (const file of sources) unread.add(file);
  const mixed = new Set<string>();
  const pure = new Set<string>();
  /** Files of patches, and whether all that they change is part of the fleet. */
  const patched = new Map<string, boolean>();
  for (const { id, manifests, sources, patches, isFailed } of builds) {
    if (manifests.length === 0 && isComponent(id, texts)) continue;
    for (const { file, selected } of patches) {
      const isImported = selected.every((one) =>
        isOwnedIn(file, fleetKey({ kind: one.kind, metadata: { name: one.name } })),
      );
      if (selected.length > 0) patched.set(file, isImported && patched.get(file) !== false);
    }
    const isPure =
      manifests.length > 0 &&
      manifests.every((one) => {
        const key = fleetKey(one.object);
        return have.inBuild(id, key) ? !lack.inBuild(id, key) : isOwned(one);
      });
    for (const file of sources) (isPure ? pure : mixed).add(file);
    if (isFailed)
      for (const file of sources) {
        whole.delete(file);
        patched.set(file, false);
      }
  }
  const remove = [...files.keys()]
    .filter((file) => !unread.has(file))
    .filter((file) => whole.has(file) || patched.get(file) || (pure.has(file) && !mixed.has(file)))
    .sort();
  const gone = new Set(remove);
  const edit = [...files]
    .filter(([file]) => !gone.has(file) && !unread.has(file))
    .flatMap(([file, { text, manifests }]) => [
      ...manifests
        .filter(isOwned)
        .map((one) => ({ at: one.locate([]), what: `${String(one.object.kind)}/${nameOf(one.object)}` })),
      ...(isKustomization(file) ? staleEntries(file, text, gone, (key) => isOwnedIn(file, key)) : []),
    ]);
  return { remove, edit };
}

/** Whether a folder is a component. One that has only patches builds nothing by itself, so the kustomizations that use it decide. */
function isComponent(folder: string, texts: Library['texts']): boolean {
  return KUSTOMIZATIONS.some((name) => {
    const text = texts.get(posix.join(folder, name));
    return text !== undefined && /^kind:\s*["']?Component\b/m.test(text);
  });
}

/** Which objects files and builds have. */
function createPlaces(filesOf: ReadonlyMap<string, readonly string[]>): {
  add(source: SourceObject, key: string): void;
  inFile(file: string, key: string): boolean;
  inBuild(id: string, key: string): boolean;
} {
  const files = new Set<string>();
  const inBuilds = new Set<string>();
  return {
    add: ({ file, build }, key) => {
      const sources = build === undefined ? [file] : (filesOf.get(build) ?? [file]);
      for (const one of sources) files.add(`${one} ${key}`);
      if (build !== undefined) inBuilds.add(`${build} ${key}`);
    },
    inFile: (file, key) => files.has(`${file} ${key}`),
    inBuild: (id, key) => inBuilds.has(`${id} ${key}`),
  };
}

/** Where deliveries are written that the generated ones replace: all that they apply to any cluster is part of the fleet. */
function deliveryPlaces(
  deliveries: readonly Delivery[],
  targets: ImportedObjects['targets'],
  lost: ImportedObjects['lost'],
): Set<string> {
  const partOf = (
    target: Pick<Target, 'environment' | 'cluster'>,
    { build, file }: SourceObject,
    key: string,
  ) => JSON.stringify([target.environment, target.cluster, build ?? file, key]);
  const losses = new Set(lost.map(({ target, source }) => partOf(target, source, fleetKey(source.object))));
  const byTarget = new Map(
    targets.map((one) => [`${one.environment}/${one.cluster}`, new Set(one.objects.map(({ key }) => key))]),
  );
  const isReplaced = (one: Delivery): boolean => {
    const keys = byTarget.get(`${one.environment}/${one.cluster}`);
    return (
      one.isPoolsAlone &&
      one.objects.every((source) => {
        const key = fleetKey(source.object);
        return keys?.has(key) === true && !losses.has(partOf(one, source, key));
      })
    );
  };
  const kept = new Set(deliveries.filter((one) => !isReplaced(one)).map(({ manifest }) => placeOf(manifest)));
  return new Set(deliveries.map(({ manifest }) => placeOf(manifest)).filter((place) => !kept.has(place)));
}

function placeOf(one: Manifest): string {
  return `${one.file}:${one.locate([]).line}`;
}

/** Entries of a kustomization that name a file that goes, or patch an object that the fleet owns. */
function* staleEntries(
  file: string,
  text: string,
  gone: ReadonlySet<string>,
  owns: (key: string) => boolean,
): Generator<OldFiles['edit'][number]> {
  const { document } = parseSource(file, text);
  const value = document.value as Value | undefined;
  if (!isObject(value)) return;
  for (const field of ['resources', 'components', 'patches', 'patchesJson6902', 'patchesStrategicMerge']) {
    const entries = value[field];
    if (!Array.isArray(entries)) continue;
    for (const [i, entry] of entries.entries()) {
      const path: Path = [field, i];
      if (isStale(file, entry, gone, owns)) yield { at: document.locate(path), what: `${field}[${i}]` };
    }
  }
}

function isStale(
  file: string,
  entry: Value,
  gone: ReadonlySet<string>,
  owns: (key: string) => boolean,
): boolean {
  const named = typeof entry === 'string' ? entry : isObject(entry) ? entry.path : undefined;
  if (typeof named === 'string') {
    const path = posix.join(posix.dirname(file), named);
    if (gone.has(path) || gone.has(posix.join(path, 'kustomization.yaml'))) return true;
  }
  const target = isObject(entry) && isObject(entry.target) ? entry.target : {};
  return owns(`${String(target.kind)}/${String(target.name)}`);
}
