import { posix } from 'node:path';
import { isObject, type ValueObject } from '@kustomize-ts/core';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { isGenerated } from '../../emit/header.ts';
import { objectAt } from '../../instances/objects/fields.ts';
import type { Manifest } from '../../manifests/index.ts';
import type { SourceObject, Target } from '../target.ts';
import { clusterNames, environmentOfFolder } from './cluster-names.ts';
import { directoryOf } from './directory.ts';
import { kustomizationChanges, withCommonMetadata } from './flux-changes.ts';
import { exampleOf, missingIn, valuesOf } from './flux-values.ts';
import type { SourceHost } from './host.ts';
import type { Library } from './library.ts';
import { environmentOf, environmentWord, nameFolders } from './names.ts';
import { isPoolObject, nameOf } from './objects.ts';
import { withValues } from './values.ts';

/** A Flux Kustomization that applies pools to a cluster. */
export interface FluxKustomization {
  cluster: string;
  environment: string;
  manifest: Manifest;
  spec: ValueObject;
  /** What it applies, and whether that is pools alone. */
  objects: readonly SourceObject[];
  isPoolsAlone: boolean;
  /** The folder whose files Flux applies and this one is among, where another Kustomization of the sources says so. */
  appliedFrom?: string;
  /** ConfigMaps and Secrets whose values are not in the sources, and the variables that one of them must have. */
  unknown: { references: ValueObject[]; variables: string[] };
}

/** What Flux applies. */
export interface FluxSources {
  targets: Target[];
  /** What it applies and a fleet cannot have. */
  dropped: Target[];
  kustomizations: FluxKustomization[];
  /** Kustomize directories that it applies, absolute. */
  directories: Set<string>;
  /** The source that one of them names, where the fleet has generated it. */
  source?: ValueObject;
  /** Values to render with for variables whose own values only clusters have. */
  examples: Record<string, string>;
}

/** Manifests, and the cluster that the command line gives them. */
export interface ManifestSet {
  manifests: readonly Manifest[];
  named?: { environment: string; cluster: string };
}

/** Finds Flux Kustomizations among the files, and what each applies to its cluster. */
export function readFlux(
  host: SourceHost,
  library: Library,
  sets: readonly ManifestSet[],
): FluxSources | undefined {
  const applied = sets.flatMap(({ manifests, named }) =>
    manifests.flatMap((manifest) => {
      const one = appliedBy(host, library, manifest);
      return one ? [{ ...one, ...(named ? { named } : {}) }] : [];
    }),
  );
  if (applied.length === 0) return undefined;
  const all = sets.flatMap(({ manifests }) => manifests);
  library.diagnostics.push(...withoutFolder(host, all, applied));
  const found = clusterNames(applied);
  const clusters = applied.map(({ named }, i) => named?.cluster ?? found[i] ?? '');
  const environments = environmentsOf(host, applied, clusters);
  const result: FluxSources = {
    targets: [],
    dropped: [],
    kustomizations: [],
    directories: new Set(),
    examples: {},
  };
  const appliedFrom = foldersApplied(host, all);
  const known = applied.map(({ spec, manifest }) => valuesOf(spec, manifest, all));
  for (const [i, { manifest, spec, directory, objects, isWhole }] of applied.entries()) {
    const cluster = clusters[i] ?? '';
    const environment = environments[i] ?? '';
    const { values = {}, references = [] } = known[i] ?? {};
    const missing = references.length > 0 ? missingIn(objects, values) : [];
    const examples = Object.fromEntries(missing.map((name) => [name, exampleOf(name)]));
    const full = { ...values, ...examples };
    const isSubstituted = isObject(spec.postBuild) && Object.keys(full).length > 0;
    const substituted = isSubstituted ? withValues(objects, full, library.diagnostics) : objects;
    const target: Target = {
      environment,
      cluster,
      objects: withCommonMetadata(substituted, spec),
      substitution: isSubstituted ? 'values' : 'literal',
      ...(isSubstituted ? { values: full } : {}),
      isGenerated: isGenerated(library.texts.get(manifest.file) ?? ''),
      origin: host.nameOf(directory),
      at: manifest.locate([]),
    };
    result.directories.add(directory);
    const other = missing.find((name) =>
      known.some((one, at) => at !== i && clusters[at] === cluster && Object.hasOwn(one.values, name)),
    );
    if (other !== undefined) library.diagnostics.push(unknownValue(manifest, cluster, other));
    if (other === undefined && isWhole) result.targets.push(target);
    else result.dropped.push(target);
    if (other === undefined) Object.assign(result.examples, examples);
    result.kustomizations.push({
      cluster,
      environment,
      manifest,
      spec,
      objects,
      isPoolsAlone: isWhole && other === undefined && isPoolsAlone(host, library, directory),
      ...appliedFrom(manifest),
      unknown: { references, variables: other === undefined ? missing : [] },
    });
  }
  const source = generatedSource(library, result.kustomizations[0], all);
  return source ? { ...result, source } : result;
}

/** Whether it is a Kustomization of Flux. */
export function isFlux({ object: { apiVersion, kind } }: Manifest): boolean {
  return String(apiVersion).startsWith('kustomize.toolkit.fluxcd.io/') && kind === 'Kustomization';
}

/** Gives the innermost folder by which a Kustomization, such as that of `flux bootstrap`, applies a file. */
function foldersApplied(
  host: SourceHost,
  all: readonly Manifest[],
): (manifest: Manifest) => Pick<FluxKustomization, 'appliedFrom'> {
  const folders = all.filter(isFlux).flatMap(({ object: { spec = null } }) => {
    const directory = isObject(spec) ? directoryOf(host, spec.path) : undefined;
    return directory === undefined ? [] : [host.nameOf(directory)];
  });
  return ({ file }) => {
    const [innermost] = folders
      .filter((folder) => file.startsWith(`${folder}/`))
      .toSorted((a, b) => b.length - a.length);
    return innermost === undefined ? {} : { appliedFrom: innermost };
  };
}

interface Applied {
  manifest: Manifest;
  spec: ValueObject;
  directory: string;
  objects: SourceObject[];
  /** Whether the objects are as Flux applies them. */
  isWhole: boolean;
  named?: ManifestSet['named'];
}

/** What a Kustomization applies of pools; undefined where it applies none. */
function appliedBy(host: SourceHost, library: Library, manifest: Manifest): Applied | undefined {
  const { spec = null } = manifest.object;
  if (!isFlux(manifest) || !isObject(spec)) return undefined;
  const directory = directoryOf(host, spec.path);
  if (directory === undefined) return undefined;
  const objects = sourcesIn(host, library, directory);
  if (objects.length === 0) return undefined;
  const plain = { manifest, spec, directory, objects, isWhole: true };
  const changes = kustomizationChanges(spec);
  if (!changes) return plain;
  const resources = resourcesOf(host, library, directory);
  const changed = library.changedObjects(directory, changes, resources, objects, manifest);
  if ('objects' in changed) return { ...plain, objects: changed.objects };
  library.diagnostics.push(changed.error);
  return { ...plain, isWhole: false };
}

/** Reports Kustomizations that are called as those that apply pools, from the same source, and whose own folder is missing. */
function withoutFolder(
  host: SourceHost,
  all: readonly Manifest[],
  applied: readonly Applied[],
): Diagnostic[] {
  const identityOf = ({ object }: Manifest): string =>
    JSON.stringify([nameOf(object), objectAt(objectAt(object, 'spec'), 'sourceRef')]);
  const known = new Set(applied.map(({ manifest }) => identityOf(manifest)));
  return all
    .filter((one) => isFlux(one) && known.has(identityOf(one)))
    .flatMap((one): Diagnostic[] => {
      const { path = './' } = objectAt(one.object, 'spec');
      if (directoryOf(host, path) !== undefined) return [];
      return [
        {
          code: 'not-imported',
          severity: 'warning',
          message: `Kustomization/${nameOf(one.object)} applies ${String(path)}, which is not among the files, so its cluster is not imported`,
          help: 'Correct the path, or check out the folder, and import again; if the cluster is gone, remove the Kustomization',
          at: one.locate(['spec', 'path']),
        },
      ];
    });
}

/** The environment of each Kustomization: what its folder says, the folder that it applies, or the cluster's name. */
function environmentsOf(
  host: SourceHost,
  applied: readonly Applied[],
  clusters: readonly string[],
): string[] {
  const paths = applied.map(({ directory }) => host.nameOf(directory));
  const places = nameFolders([...new Set(paths)]);
  const folders = new Map<string, Set<string>>();
  for (const [i, cluster] of clusters.entries())
    folders.set(cluster, (folders.get(cluster) ?? new Set<string>()).add(paths[i] ?? ''));
  const isOneEach = [...folders.values()].every(({ size }) => size === 1);
  return applied.map(({ manifest, named }, i) => {
    const cluster = clusters[i] ?? '';
    const place = places.get(paths[i] ?? '');
    const word = named?.environment ?? environmentOfFolder(manifest);
    if (word !== undefined) return word;
    if (isOneEach && place && place.cluster === undefined && place.environment !== 'default')
      return place.environment;
    const words = new Set(
      [...(folders.get(cluster) ?? [])].map((path) => path.split('/').findLast(environmentWord) ?? ''),
    );
    const [only = ''] = words.size === 1 && !isOneEach ? words : [];
    return only || environmentOf(cluster);
  });
}

function unknownValue(manifest: Manifest, cluster: string, variable: string): Diagnostic {
  return {
    code: 'not-imported',
    severity: 'error',
    message: `Kustomization/${nameOf(manifest.object)} of ${cluster} takes ${variable} from a ConfigMap or Secret whose values are not in the sources, and another Kustomization of the cluster has a value for it`,
    help: `Set ${variable} in its spec.postBuild.substitute, or add the decrypted source, then import again`,
    at: manifest.locate(['spec', 'postBuild', 'substituteFrom'], 'key'),
  };
}

/** The `spec` of a source that was generated before, and so has to be again. */
function generatedSource(
  library: Library,
  first: FluxKustomization | undefined,
  all: readonly Manifest[],
): ValueObject | undefined {
  const reference = first?.spec.sourceRef ?? null;
  if (!isObject(reference)) return undefined;
  const source = all.find(
    ({ object, file }) =>
      object.kind === reference.kind &&
      nameOf(object) === reference.name &&
      isGenerated(library.texts.get(file) ?? ''),
  );
  const spec = source?.object.spec ?? null;
  return isObject(spec) ? spec : undefined;
}

/** Flux makes a kustomization of all files of a folder that has none. */
function sourcesIn(host: SourceHost, library: Library, directory: string): SourceObject[] {
  const { directories, found, foundDirectories } = host.find([directory]);
  if (directories.length > 0) return library.builtObjects(directory);
  const inner = foundDirectories.flatMap((one) => library.builtObjects(one));
  return [...inner, ...library.objectsOf(found.flatMap((path) => library.manifests(path, false)))];
}

/** What Flux lists of a folder that has no kustomization. */
function resourcesOf(host: SourceHost, library: Library, directory: string): string[] {
  const { found, foundDirectories } = host.find([directory]);
  const files = found.filter((path) => library.manifests(path, false).length > 0);
  return [...foundDirectories, ...files].map((path) => posix.relative(directory, path));
}

/** Whether a folder has nothing but pools; what else it has is applied no more once its Kustomization goes. */
function isPoolsAlone(host: SourceHost, library: Library, directory: string): boolean {
  const { directories, found, foundDirectories } = host.find([directory]);
  const built = directories.length > 0 ? directories : foundDirectories;
  const loose = directories.length > 0 ? [] : found.flatMap((path) => library.manifests(path, false));
  return [...built.flatMap((one) => library.build(one).manifests), ...loose].every(({ object }) =>
    isPoolObject(object),
  );
}
