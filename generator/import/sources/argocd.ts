import { createCache, isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import { FLEET_LABEL } from '../../emit/argocd-clusters.ts';
import { DOLLAR } from '../../load/template.ts';
import type { Manifest } from '../../manifests/index.ts';
import { applyApplication, expandApplicationSet, objectName, renderOverlay } from '../../render/index.ts';
import type { SourceObject, Target } from '../target.ts';
import { directoryOf } from './directory.ts';
import type { SourceHost } from './host.ts';
import type { Library } from './library.ts';
import { asLabel, environmentOf, nameFolders } from './names.ts';
import { isPoolObject, nameOf } from './objects.ts';
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
  }[];
  /** What a cluster has besides its variables. */
  clusters: Map<string, ValueObject>;
  directories: Set<string>;
}

/** An Application, and what its ApplicationSet says of its cluster. */
interface Applied {
  manifest: Manifest;
  application: ValueObject;
  cluster: string;
  /** The values that the set's patches put into the overlay. */
  values?: Record<string, string>;
  fields: ValueObject;
  directory: string;
}

/** Finds Applications and ApplicationSets among manifests, and what each applies to its cluster. */
export function readArgocd(
  host: SourceHost,
  library: Library,
  all: readonly Manifest[],
): ArgocdSources | undefined {
  const applied = all.flatMap((manifest) => {
    if (!String(manifest.object.apiVersion).startsWith('argoproj.io/')) return [];
    if (manifest.object.kind === 'Application') return appliedBy(host, manifest, manifest.object, {});
    if (manifest.object.kind !== 'ApplicationSet') return [];
    const labelled = labelledClusters(host, manifest, all);
    if (labelled.length > 0) return labelled;
    const { applications, errors } = expandApplicationSet(manifest.object);
    if (errors.length > 0)
      library.diagnostics.push(
        ...errors.map(({ message, path = [] }) => notExpanded(manifest, message, path)),
      );
    return applications.flatMap(({ object, parameters }) => appliedBy(host, manifest, object, parameters));
  });
  const result: ArgocdSources = { targets: [], applied: [], clusters: new Map(), directories: new Set() };
  const names = nameFolders([...new Set(applied.map(({ directory }) => host.nameOf(directory)))]);
  for (const one of applied) {
    const objects = objectsOf(host, library, one);
    if (objects.length === 0) continue;
    const place = names.get(host.nameOf(one.directory));
    const environment =
      place && place.cluster === undefined && place.environment !== 'default'
        ? place.environment
        : environmentOf(one.cluster);
    const { manifest, application, cluster, values } = one;
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
      isPoolsAlone: library.build(one.directory).manifests.every(({ object }) => isPoolObject(object)),
    });
    result.clusters.set(cluster, one.fields);
    result.directories.add(one.directory);
  }
  return result.targets.length > 0 ? result : undefined;
}

function appliedBy(
  host: SourceHost,
  manifest: Manifest,
  application: ValueObject,
  parameters: Readonly<Record<string, Value>>,
): Applied[] {
  const spec = isObject(application.spec ?? null) ? (application.spec as ValueObject) : {};
  const source = isObject(spec.source ?? null) ? (spec.source as ValueObject) : {};
  const destination = isObject(spec.destination ?? null) ? (spec.destination as ValueObject) : {};
  const directory = source.path === undefined ? undefined : directoryOf(host, source.path);
  if (directory === undefined) return [];
  const named = [parameters.cluster, destination.name].find((one) => typeof one === 'string' && one !== '');
  const cluster = asLabel(String(named ?? nameOf(application)));
  const { server } = parameters;
  const values = parameters.variables;
  return [
    {
      manifest,
      application,
      cluster,
      ...(isObject(values ?? null) ? { values: values as Record<string, string> } : {}),
      fields: typeof server === 'string' && server !== '' ? { server } : {},
      directory,
    },
  ];
}

/** Clusters whose Secrets have labels and annotations of a fleet, as `delivery.argocd.generator: clusters` reads them. */
function labelledClusters(host: SourceHost, manifest: Manifest, all: readonly Manifest[]): Applied[] {
  const { spec = null } = manifest.object;
  const text = JSON.stringify(spec);
  const [, fleet, environment] =
    new RegExp(`"([a-z0-9.-]+)\\.${FLEET_LABEL}/environment":"([^"]+)"`).exec(text) ?? [];
  if (fleet === undefined || !isObject(spec) || !isObject(spec.template ?? null)) return [];
  const application: ValueObject = { ...(spec.template as ValueObject), kind: 'Application' };
  return all.flatMap(({ object }) => {
    const metadata = isObject(object.metadata ?? null) ? (object.metadata as ValueObject) : {};
    const labels = isObject(metadata.labels ?? null) ? (metadata.labels as ValueObject) : {};
    if (object.kind !== 'Secret' || labels[`${fleet}.${FLEET_LABEL}/environment`] !== environment) return [];
    const cluster = String(labels[`${fleet}.${FLEET_LABEL}/cluster`]);
    const prefix = `${fleet}.${FLEET_LABEL}/`;
    const annotations = isObject(metadata.annotations ?? null) ? (metadata.annotations as ValueObject) : {};
    const values = Object.fromEntries(
      Object.entries(annotations).flatMap(([key, value]) =>
        key.startsWith(prefix) ? [[key.slice(prefix.length), String(value)]] : [],
      ),
    );
    const secret = nameOf(object);
    return appliedBy(host, manifest, application, { cluster }).map((one) => ({
      ...one,
      values,
      fields: secret === cluster ? {} : { secret },
    }));
  });
}

/** The objects that Argo CD applies for an Application, each with what it is before any overlay changes it. */
function objectsOf(
  host: SourceHost,
  library: Library,
  { application, directory, manifest, values }: Applied,
): SourceObject[] {
  if (host.find([directory]).directories.length === 0) return [];
  const built = library.builtObjects(directory);
  if (built.length === 0) return [];
  if (values) return withValues(built, { ...values, [DOLLAR]: '$' }, library.diagnostics);
  const overlay = renderOverlay(host.files, directory, createCache());
  if (!overlay.ok) return [];
  const result = applyApplication(overlay.value, application);
  if (!result.ok) {
    library.diagnostics.push(notExpanded(manifest, result.error.message, result.error.path ?? []));
    return [];
  }
  const objects = new Map(result.value.map((object) => [objectName(object), object]));
  return built.map((source) => {
    const object = objects.get(objectName(source.object)) ?? source.object;
    return { ...source, object, written: object };
  });
}

function notExpanded(
  manifest: Manifest,
  message: string,
  path: readonly (string | number)[],
): Library['diagnostics'][number] {
  return {
    code: 'not-imported',
    severity: 'warning',
    message: `${objectName(manifest.object)} is not read: ${message}`,
    help: 'Name the clusters and their sources with --cluster NAME=SOURCE if it applies pools',
    at: manifest.locate(path, 'key'),
  };
}
