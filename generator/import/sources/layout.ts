import { posix } from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { isGenerated } from '../../emit/header.ts';
import { type FoundFiles, outermost } from '../../manifests/index.ts';
import type { SourceObject, Target } from '../target.ts';
import type { SourceHost } from './host.ts';
import { type Library, objectsAt } from './library.ts';
import { nameFolders } from './names.ts';
import { nameOf } from './objects.ts';

const BASES: ReadonlySet<string> = new Set(['base', 'bases', 'components', 'component']);

/** What no Flux Kustomization applies: kustomize directories and folders of files, each named by where it lies. */
export function byLayout(
  host: SourceHost,
  library: Library,
  found: FoundFiles,
  applied: ReadonlySet<string>,
): Target[] {
  const directories = [...found.directories, ...outermostOf(library, found)].filter(
    (directory) => !applied.has(directory) && !BASES.has(posix.basename(directory)),
  );
  const places = new Map<string, SourceObject[]>();
  for (const directory of directories) {
    const objects = library.builtObjects(directory);
    if (objects.length > 0) places.set(host.nameOf(directory), objects);
    else library.diagnostics.push(...failures(library, directory));
  }
  const read = new Set(
    [...found.directories, ...found.foundDirectories, ...applied].flatMap((directory) => [
      ...library.build(directory).sources.keys(),
    ]),
  );
  for (const [folder, objects] of looseObjects(host, library, found, { read, applied }))
    places.set(folder, [...(places.get(folder) ?? []), ...objects]);
  skipGenerated(places, library);
  const names = nameFolders([...places.keys()]);
  return [...places].map(([origin, objects]) => ({
    ...(names.get(origin) ?? { environment: 'default' }),
    objects,
    substitution: 'placeholders',
    origin,
  }));
}

/** What a fleet generated of other sources is not one itself; where there are no others, it is what is left of the fleet. */
function skipGenerated(places: Map<string, SourceObject[]>, library: Library): void {
  const generated = [...places].filter(([, objects]) =>
    objects.every(({ file }) => isGenerated(library.texts.get(file) ?? '')),
  );
  if (generated.length === places.size) return;
  for (const [origin, [object]] of generated) {
    places.delete(origin);
    library.diagnostics.push({
      code: 'not-imported',
      severity: 'notice',
      message: `Poolwright generated ${origin}, so it is not imported together with other sources`,
      help: `To import only that, run poolwright import ${origin}`,
      ...(object ? { at: object.locate([]) } : {}),
    });
  }
}

/** Why a kustomize directory of somebody's pools cannot be built. */
function failures(library: Library, directory: string): Diagnostic[] {
  const { diagnostics, sources } = library.build(directory);
  const isAboutPools = [...sources.values()].some((text) => text.includes('karpenter.'));
  return diagnostics.filter(
    ({ code, severity }) => isAboutPools && code === 'render-failed' && severity === 'error',
  );
}

/** Objects of files that no kustomization reads: of one place, unless folders have the same objects for different places. */
function looseObjects(
  host: SourceHost,
  library: Library,
  found: FoundFiles,
  { read, applied }: { read: ReadonlySet<string>; applied: ReadonlySet<string> },
): Map<string, SourceObject[]> {
  const isApplied = (path: string): boolean =>
    [...applied].some((directory) => path.startsWith(`${directory}/`));
  const byFolder = new Map<string, SourceObject[]>();
  const add = (path: string, isNamed: boolean): void => {
    const objects = library.objectsOf(library.manifests(path, isNamed));
    if (objects.length === 0) return;
    const folder = posix.dirname(host.nameOf(path));
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), ...objects]);
  };
  for (const path of found.named) add(path, true);
  for (const path of found.found) if (!read.has(path) && !isApplied(path)) add(path, false);
  const keys = [...byFolder.values()].map((objects) => new Set(objects.map(keyOf)));
  const all = keys.flatMap((one) => [...one]);
  if (byFolder.size < 2 || new Set(all).size < all.length) return byFolder;
  return new Map([[commonFolder([...byFolder.keys()]), [...byFolder.values()].flat()]]);
}

/** What the objects of one name have alike. */
export function keyOf({ object }: SourceObject): string {
  return JSON.stringify([object.kind, nameOf(object)]);
}

function commonFolder(folders: readonly string[]): string {
  const [first = '.', ...others] = folders;
  let folder = first;
  while (folder !== '.' && !others.every((other) => `${other}/`.startsWith(`${folder}/`)))
    folder = posix.dirname(folder);
  return folder;
}

/** The pool objects of what is found at a path, which is one place. */
export function objectsIn(library: Library, found: FoundFiles): SourceObject[] {
  return objectsAt(library, found, outermostOf(library, found));
}

function outermostOf(library: Library, { foundDirectories }: FoundFiles): string[] {
  return outermost(foundDirectories.map((directory) => ({ directory, group: library.build(directory) }))).map(
    ({ directory }) => directory,
  );
}
