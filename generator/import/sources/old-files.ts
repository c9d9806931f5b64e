import { posix } from 'node:path';
import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import type { Location } from '../../diagnostics/diagnostic.ts';
import { GENERATED_MARK } from '../../emit/tree.ts';
import type { Path } from '../../load/document.ts';
import { parseSource } from '../../load/document.ts';
import { isKustomization, type Manifest, readManifests } from '../../manifests/index.ts';
import type { Library } from './library.ts';
import { isPoolObject, nameOf } from './objects.ts';

/** What of the sources the fleet replaces. */
export interface OldFiles {
  /** Files that hold nothing else, sorted. */
  remove: string[];
  /** Parts of files that hold something else, too. */
  edit: { at: Location; what: string }[];
}

const KINDS: Readonly<Record<string, string>> = { Provisioner: 'NodePool', AWSNodeTemplate: 'EC2NodeClass' };

/**
 * Finds what the fleet owns from now on.
 * @param isKept whether a file is one of the repository
 * @param owned the names of its objects, as `NodePool/gpu`
 * @param delivery the Flux and Argo CD objects that generated ones replace
 */
export function oldFiles(
  library: Library,
  isKept: (file: string) => boolean,
  owned: ReadonlySet<string>,
  delivery: ReadonlySet<Manifest>,
): OldFiles {
  const places = new Set([...delivery].map((one) => placeOf(one)));
  const isOwned = (one: Manifest): boolean => {
    const { kind } = one.object;
    const key = `${KINDS[String(kind)] ?? String(kind)}/${nameOf(one.object)}`;
    return (isPoolObject(one.object) && owned.has(key)) || places.has(placeOf(one));
  };
  const files = new Map(
    [...library.texts]
      .filter(([file, text]) => file !== 'stdin' && isKept(file) && !text.startsWith(GENERATED_MARK))
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
  const mixed = new Set<string>();
  const pure = new Set<string>();
  for (const { manifests, sources } of library.builds()) {
    const isPure = manifests.length > 0 && manifests.every(isOwned);
    for (const file of sources) (isPure ? pure : mixed).add(file);
  }
  const remove = [...files.keys()]
    .filter((file) => whole.has(file) || (pure.has(file) && !mixed.has(file)))
    .sort();
  const gone = new Set(remove);
  const edit = [...files]
    .filter(([file]) => !gone.has(file))
    .flatMap(([file, { text, manifests }]) => [
      ...manifests
        .filter(isOwned)
        .map((one) => ({ at: one.locate([]), what: `${String(one.object.kind)}/${nameOf(one.object)}` })),
      ...(isKustomization(file) ? staleEntries(file, text, gone, owned) : []),
    ]);
  return { remove, edit };
}

function placeOf(one: Manifest): string {
  return `${one.file}:${one.locate([]).line}`;
}

/** Entries of a kustomization that name a file that goes, or patch an object that the fleet owns. */
function* staleEntries(
  file: string,
  text: string,
  gone: ReadonlySet<string>,
  owned: ReadonlySet<string>,
): Generator<OldFiles['edit'][number]> {
  const { document } = parseSource(file, text);
  const value = document.value as Value | undefined;
  if (!isObject(value ?? null)) return;
  for (const field of ['resources', 'components', 'patches', 'patchesJson6902', 'patchesStrategicMerge']) {
    const entries = (value as ValueObject)[field];
    if (!Array.isArray(entries)) continue;
    for (const [i, entry] of entries.entries()) {
      const path: Path = [field, i];
      if (isStale(file, entry, gone, owned)) yield { at: document.locate(path), what: `${field}[${i}]` };
    }
  }
}

function isStale(file: string, entry: Value, gone: ReadonlySet<string>, owned: ReadonlySet<string>): boolean {
  const named = typeof entry === 'string' ? entry : isObject(entry) ? entry.path : undefined;
  if (typeof named === 'string') {
    const path = posix.join(posix.dirname(file), named);
    if (gone.has(path) || gone.has(posix.join(path, 'kustomization.yaml'))) return true;
  }
  const target = isObject(entry) && isObject(entry.target ?? null) ? (entry.target as ValueObject) : {};
  return owned.has(`${String(target.kind)}/${String(target.name)}`);
}
