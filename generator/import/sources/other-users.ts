import { outermost } from '../../manifests/index.ts';
import { readArgocd } from './argocd.ts';
import { readFlux } from './flux.ts';
import type { SourceHost } from './host.ts';
import { createLibrary, type Library, manifestsOf } from './library.ts';
import type { ImportedObjects } from './old-files.ts';

/** What of a repository uses pools besides the sources that an import names. */
export interface OtherUsers {
  lost: ImportedObjects['lost'];
  builds: ReturnType<Library['builds']>;
}

/**
 * Looks through the whole repository for Kustomizations, Applications and overlays that an import of a part of it has not read.
 * @param files of deliveries that it has read
 * @param builds that it has read
 */
export function otherUsers(
  host: SourceHost,
  files: ReadonlySet<string>,
  builds: ReadonlySet<string>,
): OtherUsers {
  const library = createLibrary(host);
  const found = host.find([host.root]);
  const manifests = manifestsOf(library, found).filter(({ file }) => !files.has(file));
  const flux = readFlux(host, library, [{ manifests }]);
  const argocd = readArgocd(host, library, manifests);
  const directories = [...found.directories, ...found.foundDirectories];
  const overlays = outermost(directories.map((directory) => ({ directory, group: library.build(directory) })))
    .filter(({ directory }) => !builds.has(host.nameOf(directory)))
    .map(({ directory }) => ({
      environment: host.nameOf(directory),
      objects: library.builtObjects(directory),
    }));
  const targets = [
    ...(flux?.targets ?? []),
    ...(flux?.dropped ?? []),
    ...(argocd?.targets ?? []),
    ...overlays,
  ];
  return {
    lost: targets.flatMap((target) => target.objects.map((source) => ({ target, source }))),
    builds: library.builds().filter(({ id }) => !builds.has(id)),
  };
}
