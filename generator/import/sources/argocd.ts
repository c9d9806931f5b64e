import { createCache, type ValueObject } from '@kustomize-ts/core';
import type { Path } from '../../load/path.ts';
import { DOLLAR } from '../../load/template.ts';
import type { Manifest } from '../../manifests/index.ts';
import { applyApplication, objectName, renderOverlay } from '../../render/index.ts';
import type { SourceObject, Target } from '../target.ts';
import { type Applied, appliedByManifest } from './argocd-applied.ts';
import { rollingSyncOf } from './argocd-rolling.ts';
import { notRead } from './argocd-source.ts';
import type { SourceHost } from './host.ts';
import type { Library } from './library.ts';
import { environmentOf, nameFolders } from './names.ts';
import { isPoolObject } from './objects.ts';
import { withValues } from './values.ts';

/** What Argo CD applies, and what its objects say of delivery. */
export interface ArgocdSources {
  targets: Target[];
  /** Objects that apply pools, the first of each environment. */
  applied: {
    manifest: Manifest;
    application: ValueObject;
    environment: string;
    cluster: string;
    objects: readonly SourceObject[];
    isPoolsAlone: boolean;
    /** Where the object has the source that is applied. */
    sourceAt: Path;
    /** The folder that is applied, as targets name it. */
    origin: string;
  }[];
  /** What a cluster has besides its variables. */
  clusters: Map<string, ValueObject>;
  directories: Set<string>;
}

/** Finds Applications and ApplicationSets among manifests, and what each applies to its cluster. */
export function readArgocd(
  host: SourceHost,
  library: Library,
  all: readonly Manifest[],
): ArgocdSources | undefined {
  const applied = all.flatMap((manifest) => appliedByManifest(host, library, manifest, all));
  const result: ArgocdSources = { targets: [], applied: [], clusters: new Map(), directories: new Set() };
  const names = nameFolders([...new Set(applied.map(({ directory }) => host.nameOf(directory)))]);
  const sources = applied.map((one) => ({ one, objects: objectsOf(host, library, one) }));
  /** Folders of Applications of which something is not read. */
  const partial = new Set(sources.flatMap(({ one, objects }) => (objects.length === 0 ? [one.folders] : [])));
  for (const { one, objects } of sources) {
    if (objects.length === 0) continue;
    const place = names.get(host.nameOf(one.home));
    const environment =
      place && place.cluster === undefined && place.environment !== 'default'
        ? place.environment
        : environmentOf(one.cluster);
    const { manifest, application, cluster, values, sourceAt, folders } = one;
    result.targets.push({
      environment,
      cluster,
      objects,
      substitution: values ? 'values' : 'literal',
      ...(values ? { values: { ...values, [DOLLAR]: '$' }, isGenerated: true } : {}),
      origin: host.nameOf(one.directory),
    });
    result.applied.push({
      manifest,
      application,
      environment,
      cluster,
      objects,
      isPoolsAlone:
        folders !== undefined &&
        !partial.has(folders) &&
        folders.every((folder) =>
          library.build(folder).manifests.every(({ object }) => isPoolObject(object)),
        ),
      sourceAt,
      origin: host.nameOf(one.directory),
    });
    result.clusters.set(cluster, one.fields);
    result.directories.add(one.directory);
  }
  reportSteps(result.applied, applied);
  return result.targets.length > 0 ? result : undefined;
}

/** A fleet has the same steps for all environments. */
function reportSteps(used: ArgocdSources['applied'], applied: readonly Applied[]): void {
  const [first] = used;
  if (!first) return;
  const steps = JSON.stringify(rollingSyncOf(first.manifest.object));
  for (const { manifest, report } of applied) {
    const { object } = manifest;
    if (!used.some((one) => one.manifest === manifest)) continue;
    if (JSON.stringify(rollingSyncOf(object)) !== steps)
      report(
        `the strategy of ${objectName(object)} is not imported, since it differs from that of ${objectName(first.manifest.object)}`,
        ['spec', 'strategy'],
        'Roll out all environments in the same steps, which select clusters by their labels',
      );
  }
}

/** The objects that Argo CD applies for an Application, each with what it is before any overlay changes it. */
function objectsOf(
  host: SourceHost,
  library: Library,
  { application, directory, manifest, report, values, sourceAt }: Applied,
): SourceObject[] {
  const { directories, found } = host.find([directory]);
  if (directories.length === 0) {
    const isAboutPools = found.some((path) =>
      library.manifests(path, false).some(({ object }) => isPoolObject(object)),
    );
    if (isAboutPools) report(notRead(manifest, `${host.nameOf(directory)} has no kustomization`), []);
    return [];
  }
  const built = library.builtObjects(directory);
  if (built.length === 0) return [];
  if (values) return withValues(built, { ...values, [DOLLAR]: '$' }, library.diagnostics);
  const overlay = renderOverlay(host.files, directory, createCache());
  if (!overlay.ok) return [];
  const result = applyApplication(overlay.value, application);
  if (!result.ok) {
    const [, , ...inSource] = result.error.path ?? [];
    report(notRead(manifest, result.error.message), [...sourceAt, ...inSource]);
    return [];
  }
  const objects = new Map(result.value.map((object) => [objectName(object), object]));
  return built.map((source) => {
    const object = objects.get(objectName(source.object)) ?? source.object;
    return { ...source, object, written: object };
  });
}
