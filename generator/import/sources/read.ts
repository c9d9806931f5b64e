import { posix } from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { isGenerated } from '../../emit/header.ts';
import type { FoundFiles } from '../../manifests/index.ts';
import type { SourceObject, Target } from '../target.ts';
import { type ArgocdSources, readArgocd } from './argocd.ts';
import { type FluxSources, type ManifestSet, readFlux } from './flux.ts';
import type { SourceHost } from './host.ts';
import { type DeclaredKarpenter, declaredKarpenter } from './karpenter-declared.ts';
import { byLayout, keyOf, objectsIn } from './layout.ts';
import { createLibrary, type Library, manifestsOf } from './library.ts';
import { environmentOf } from './names.ts';
import { nameOf } from './objects.ts';
import { type ImportedObjects, type OldFiles, oldFiles } from './old-files.ts';
import { otherUsers } from './other-users.ts';
import { clusterDumps } from './stdin.ts';
import { united } from './united.ts';
import { readValues, withValues } from './values.ts';

/** What the command line names. */
export interface SourceRequest {
  paths: readonly string[];
  environments: readonly { name: string; path: string }[];
  /** `path` is a file or folder of objects, or an env file with the values of the environment's variables. */
  clusters: readonly { environment?: string; name: string; path: string }[];
}

/** What sources have for each cluster or environment. */
export interface ReadSources {
  targets: Target[];
  flux?: FluxSources;
  argocd?: ArgocdSources;
  karpenter: DeclaredKarpenter[];
  diagnostics: Diagnostic[];
  texts: ReadonlyMap<string, string>;
  /** What of the sources a fleet replaces that has these objects of the targets, and not those. */
  oldFiles(imported: ImportedObjects): OldFiles;
  /** Folders of Helm charts and files of templates that are not rendered. */
  charts: string[];
  templates: string[];
}

/** Reads sources and finds which cluster or environment each object is for. */
export function readSources(host: SourceHost, { paths, environments, clusters }: SourceRequest): ReadSources {
  const library = createLibrary(host);
  const { diagnostics, texts } = library;
  const charts = new Set<string>();
  const templates = new Set<string>();
  const find = (at: readonly string[]): FoundFiles => {
    const found = host.find(at);
    for (const chart of found.charts) charts.add(host.nameOf(chart));
    for (const file of found.templates) templates.add(host.nameOf(file));
    return found;
  };
  const targets: Target[] = [];
  const sets: ManifestSet[] = [];
  /** What clusters print, which belongs to no repository. */
  const dumps = new Set<string>();
  const add = (target: Target): void => {
    if (target.objects.length > 0) targets.push(target);
  };
  for (const { name, path } of environments)
    add({
      environment: name,
      objects: objectsIn(library, find([path])),
      substitution: 'placeholders',
      origin: path,
    });
  for (const { environment = undefined, name, path } of clusters) {
    const named = environment ?? environmentOf(name);
    if (!path.endsWith('.env')) {
      dumps.add(host.nameOf(posix.resolve(host.root, path)));
      const at = path === '-' ? undefined : find([path]);
      if (at)
        sets.push({ manifests: manifestsOf(library, at), named: { environment: named, cluster: name } });
      const objects = at ? objectsIn(library, at) : library.objectsOf(library.manifests('-', true));
      add({ environment: named, cluster: name, objects, substitution: 'literal', origin: path });
      continue;
    }
    const text = host.read(posix.resolve(host.root, path));
    const values = readValues(text);
    const overlay = targets.find((one) => one.environment === named && one.cluster === undefined);
    if (!overlay) diagnostics.push(noOverlay(named, name, path));
    else
      add({
        ...overlay,
        cluster: name,
        substitution: 'values',
        values,
        isGenerated: isGenerated(text),
        objects: withValues(overlay.objects, values, diagnostics),
      });
  }
  if (paths.includes('-')) for (const target of clusterDumps(library)) add(target);
  const found = find(paths.filter((path) => path !== '-'));
  const manifests = manifestsOf(library, found);
  const named = new Set(sets.flatMap((set) => set.manifests.map(({ file }) => file)));
  const all = [...sets, { manifests: manifests.filter(({ file }) => !named.has(file)) }];
  const flux = readFlux(host, library, all);
  for (const target of flux?.targets ?? []) add(target);
  const argocd = readArgocd(host, library, manifests);
  const applied = new Set([...(flux?.directories ?? []), ...(argocd?.directories ?? [])]);
  const byFlux = new Set(flux?.targets.map(({ cluster }) => cluster));
  for (const target of argocd?.targets ?? []) if (!byFlux.has(target.cluster)) add(target);
  for (const target of byLayout(host, library, found, applied)) add(target);
  diagnostics.push(...unused(library, found, targets));
  const dropped: Target[] = [...(flux?.dropped ?? [])];
  return {
    targets: inOrderOf(argocd, withoutFilled(united(targets, dropped, diagnostics))),
    ...(flux ? { flux } : {}),
    ...(argocd ? { argocd } : {}),
    karpenter: declaredKarpenter(host, library, {
      sets: all,
      directories: [...found.directories, ...found.foundDirectories],
      flux,
      argocd,
    }),
    diagnostics,
    texts,
    oldFiles: ({ targets: imported, lost }) => {
      const isAll = paths.some((path) => posix.resolve(host.root, path) === host.root);
      const builds = library.builds();
      const others = isAll
        ? { lost: [], builds: [] }
        : otherUsers(
            host,
            new Set([...named, ...manifests.map(({ file }) => file)]),
            new Set(builds.map(({ id }) => id)),
          );
      const unused = dropped.flatMap((target) => target.objects.map((source) => ({ target, source })));
      return oldFiles(
        { texts, builds: [...builds, ...others.builds] },
        { isKept: (file) => !dumps.has(file), unreadPaths: library.unreadPaths },
        { targets: imported, lost: [...lost, ...unused, ...others.lost] },
        [...(flux?.kustomizations ?? []), ...(argocd?.applied ?? [])],
      );
    },
    charts: [...charts],
    templates: [...templates],
  };
}

/** Pools of a base that no overlay has, so that no cluster gets them. */
function unused(library: Library, found: FoundFiles, targets: readonly Target[]): Diagnostic[] {
  const applied = targets.flatMap(({ objects }) => objects);
  const isApplied = (one: SourceObject): boolean =>
    applied.some(
      ({ object, file }) =>
        object.kind === one.object.kind &&
        (nameOf(object) === nameOf(one.object) ||
          (file === one.file && nameOf(object).includes(nameOf(one.object)))),
    );
  const objects = found.foundDirectories.flatMap((directory) => library.builtObjects(directory));
  const alone = objects
    .filter(({ object }) => object.kind !== 'EC2NodeClass')
    .filter((one) => !isApplied(one) && !isGenerated(library.texts.get(one.file) ?? ''));
  const byName = new Map(alone.map((one) => [keyOf(one), one]));
  return Array.from(byName.values(), (one) => ({
    code: 'not-imported' as const,
    severity: 'warning' as const,
    message: `${String(one.object.kind)}/${nameOf(one.object)} is not in any overlay, so it is not part of the fleet`,
    help: 'Delete it, or add it to an overlay first',
    object: `${String(one.object.kind)}/${nameOf(one.object)}`,
    at: one.locate([]),
  }));
}

/** Clusters in the order in which ApplicationSets list them. */
function inOrderOf(argocd: ArgocdSources | undefined, targets: Target[]): Target[] {
  if (!argocd) return targets;
  const order = new Map(argocd.targets.map(({ cluster }, i) => [cluster, i]));
  const place = ({ cluster }: Target): number => order.get(cluster) ?? order.size;
  return targets.toSorted((a, b) => place(a) - place(b));
}

/** An overlay whose clusters are known is what they get. */
function withoutFilled(targets: readonly Target[]): Target[] {
  return targets.filter(
    ({ cluster, environment, origin }) =>
      cluster !== undefined ||
      !targets.some(
        (other) =>
          other.cluster !== undefined && other.environment === environment && other.origin === origin,
      ),
  );
}

function noOverlay(environment: string, cluster: string, path: string): Diagnostic {
  return {
    code: 'unknown-target',
    severity: 'error',
    message: `${path} has values for ${cluster}, and no source is given for its environment ${environment}`,
    help: `Name its overlay with --environment ${environment}=DIR, or the environment with --cluster ENVIRONMENT/${cluster}=${path}`,
  };
}
