import { posix } from 'node:path';
import { isObject, type ValueObject } from '@kustomize-ts/core';
import { GENERATED_MARK } from '../../emit/tree.ts';
import type { Manifest } from '../../manifests/index.ts';
import { fluxReferences } from '../../render/index.ts';
import { eachText } from '../emitted.ts';
import type { SourceObject, Target } from '../target.ts';
import { directoryOf } from './directory.ts';
import type { SourceHost } from './host.ts';
import type { Library } from './library.ts';
import { asLabel, environmentOf, nameFolders } from './names.ts';
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
  kustomizations: FluxKustomization[];
  /** Kustomize directories that it applies, absolute. */
  directories: Set<string>;
  /** The source that one of them names, where the fleet has generated it. */
  source?: ValueObject;
  /** Values to render with for variables whose own values only clusters have. */
  examples: Record<string, string>;
}

/** Finds Flux Kustomizations among the files, and what each applies to its cluster. */
export function readFlux(
  host: SourceHost,
  library: Library,
  all: readonly Manifest[],
): FluxSources | undefined {
  const applied = all.flatMap((manifest) => {
    const { spec = null } = manifest.object;
    if (!isFlux(manifest) || !isObject(spec)) return [];
    const directory = directoryOf(host, spec.path);
    if (directory === undefined) return [];
    const objects = sourcesIn(host, library, directory);
    return objects.length > 0 ? [{ manifest, spec, directory, objects }] : [];
  });
  if (applied.length === 0) return undefined;
  const names = nameFolders([...new Set(applied.map(({ directory }) => host.nameOf(directory)))]);
  const clusters = clusterNames(applied.map(({ manifest }) => manifest));
  const appliedFrom = foldersApplied(host, all);
  const result: FluxSources = { targets: [], kustomizations: [], directories: new Set(), examples: {} };
  for (const [i, { manifest, spec, directory, objects }] of applied.entries()) {
    const cluster = clusters[i] ?? '';
    const place = names.get(host.nameOf(directory));
    const environment =
      place && place.cluster === undefined && place.environment !== 'default'
        ? place.environment
        : environmentOf(cluster);
    const { values, references } = valuesOf(spec, manifest, all);
    const missing = references.length > 0 ? missingIn(objects, values) : [];
    for (const name of missing) result.examples[name] = exampleOf(name);
    const known = { ...values, ...Object.fromEntries(missing.map((name) => [name, exampleOf(name)])) };
    const isSubstituted = isObject(spec.postBuild ?? null) && Object.keys(known).length > 0;
    result.targets.push({
      environment,
      cluster,
      objects: isSubstituted ? withValues(objects, known, library.diagnostics) : objects,
      substitution: isSubstituted ? 'values' : 'literal',
      ...(isSubstituted ? { values: known } : {}),
      isGenerated: isGenerated(library, manifest),
      origin: host.nameOf(directory),
    });
    result.kustomizations.push({
      cluster,
      environment,
      manifest,
      spec,
      objects,
      isPoolsAlone: isPoolsAlone(host, library, directory),
      ...appliedFrom(manifest),
      unknown: { references, variables: missing },
    });
    result.directories.add(directory);
  }
  const source = generatedSource(library, result.kustomizations[0], all);
  return source ? { ...result, source } : result;
}

function isFlux({ object: { apiVersion, kind } }: Manifest): boolean {
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

function isGenerated({ texts }: Library, { file }: Pick<Manifest, 'file'>): boolean {
  return texts.get(file)?.startsWith(GENERATED_MARK) === true;
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
      object.kind === reference.kind && nameOf(object) === reference.name && isGenerated(library, { file }),
  );
  const spec = source?.object.spec ?? null;
  return isObject(spec) ? spec : undefined;
}

/** A value to render with where only the cluster has the real one. */
function exampleOf(variable: string): string {
  return `example-${variable.toLowerCase().replaceAll('_', '-')}`;
}

/** Flux makes a kustomization of all files of a folder that has none. */
function sourcesIn(host: SourceHost, library: Library, directory: string): SourceObject[] {
  const { directories, found, foundDirectories } = host.find([directory]);
  if (directories.length > 0) return library.builtObjects(directory);
  const inner = foundDirectories.flatMap((one) => library.builtObjects(one));
  return [...inner, ...library.objectsOf(found.flatMap((path) => library.manifests(path, false)))];
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

/** The cluster of each Kustomization: the folder below clusters/ that it lies in, the hub's secret for it, or its own name. */
function clusterNames(manifests: readonly Manifest[]): string[] {
  const folders = manifests.map(({ file }) => posix.dirname(file));
  const places = nameFolders([...new Set(folders)]);
  const isApart = new Set(folders).size === folders.length;
  return manifests.map(({ object, file }, i) => {
    const steps = (folders[i] ?? '').split('/');
    const at = steps.indexOf('clusters');
    if (at >= 0 && steps[at + 1] !== undefined) return asLabel(steps[at + 1] ?? '');
    const secret = secretOf(object)?.replace(/-?kube-?conf(?:ig)?$/, '');
    if (secret) return asLabel(secret);
    const place = places.get(posix.dirname(file));
    if (isApart && manifests.length > 1 && place) return place.cluster ?? place.environment;
    return asLabel(nameOf(object));
  });
}

function secretOf({ spec = null }: ValueObject): string | undefined {
  const reference =
    isObject(spec) && isObject(spec.kubeConfig ?? null) ? (spec.kubeConfig as ValueObject) : {};
  const { secretRef = null, configMapRef = null } = reference;
  const named = isObject(secretRef) ? secretRef : configMapRef;
  return isObject(named) && typeof named.name === 'string' ? named.name : undefined;
}

/** The values of a Kustomization: those of ConfigMaps and Secrets in their order, its own over them. */
function valuesOf(
  { postBuild = null }: ValueObject,
  manifest: Manifest,
  all: readonly Manifest[],
): { values: Record<string, string>; references: ValueObject[] } {
  const values: Record<string, string> = {};
  const references: ValueObject[] = [];
  if (!isObject(postBuild)) return { values, references };
  const { substituteFrom = null, substitute = null } = postBuild;
  for (const one of Array.isArray(substituteFrom) ? substituteFrom.filter(isObject) : []) {
    const source = nearest(
      manifest,
      all.filter(({ object }) => object.kind === one.kind && nameOf(object) === one.name),
    );
    const data = source && readableData(source.object);
    if (data) Object.assign(values, data);
    else references.push(one);
  }
  if (isObject(substitute))
    for (const [name, value] of Object.entries(substitute)) values[name] = String(value);
  return { values, references };
}

/** Of several objects of one name, that of the same cluster: the one whose file shares most of its path. */
function nearest({ file }: Manifest, candidates: readonly Manifest[]): Manifest | undefined {
  const shared = (other: string): number => {
    const [a, b] = [file.split('/'), other.split('/')];
    let length = 0;
    while (length < a.length && a[length] === b[length]) length++;
    return length;
  };
  return candidates.toSorted((a, b) => shared(b.file) - shared(a.file))[0];
}

/** The values of a ConfigMap, or of a Secret that is not encrypted. */
function readableData({
  data = null,
  stringData = null,
  kind,
  sops,
}: ValueObject): Record<string, string> | undefined {
  if (sops !== undefined) return undefined;
  const values: Record<string, string> = {};
  if (isObject(data))
    for (const [name, value] of Object.entries(data))
      values[name] =
        kind === 'Secret' ? Buffer.from(String(value), 'base64').toString('utf8') : String(value);
  if (isObject(stringData))
    for (const [name, value] of Object.entries(stringData)) values[name] = String(value);
  return values;
}

/** The variables of the objects that have no value. */
function missingIn(objects: readonly SourceObject[], values: Readonly<Record<string, string>>): string[] {
  const missing = new Set<string>();
  for (const { written } of objects)
    eachText(written, (_path, text) => {
      const references = text.includes('${') ? fluxReferences(text) : undefined;
      if (!references?.ok) return;
      for (const { name, required } of references.value)
        if (required && !Object.hasOwn(values, name)) missing.add(name);
    });
  return [...missing];
}
