import { createCache, isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import { FLEET_LABEL } from '../../load/cluster-labels.ts';
import type { Path } from '../../load/path.ts';
import { DOLLAR } from '../../load/template.ts';
import type { Manifest } from '../../manifests/index.ts';
import { applyApplication, expandApplicationSet, objectName, renderOverlay } from '../../render/index.ts';
import type { SourceObject, Target } from '../target.ts';
import { rollingSyncOf, stepLabelsOf } from './argocd-rolling.ts';
import { folderOf, notRead, type ReportUnread, sourcesOf } from './argocd-source.ts';
import type { SourceHost } from './host.ts';
import type { Library } from './library.ts';
import { asLabel, environmentOf, environmentWord, nameFolders } from './names.ts';
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
    /** Where the object has the source that is applied. */
    sourceAt: Path;
    /** The folder that is applied, as targets name it. */
    origin: string;
  }[];
  /** What a cluster has besides its variables. */
  clusters: Map<string, ValueObject>;
  directories: Set<string>;
}

/** A source of an Application, and what its ApplicationSet says of its cluster. */
interface Applied {
  manifest: Manifest;
  /** With this source alone. */
  application: ValueObject;
  sourceAt: Path;
  /** The folders of all its sources; undefined where one of them is not read. */
  folders: readonly string[] | undefined;
  /** Of its folders, the one that says which environment it is for. */
  home: string;
  cluster: string;
  /** The values that the set's patches put into the overlay. */
  values?: Record<string, string>;
  fields: ValueObject;
  directory: string;
  report: ReportUnread;
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
        `the strategy of ${objectName(object)} is not imported, since that of ${objectName(first.manifest.object)} is another one`,
        ['spec', 'strategy'],
        'Roll out all environments in the same steps, which select clusters by their labels',
      );
  }
}

function appliedByManifest(
  host: SourceHost,
  library: Library,
  manifest: Manifest,
  all: readonly Manifest[],
): Applied[] {
  const { object } = manifest;
  if (!String(object.apiVersion).startsWith('argoproj.io/')) return [];
  const report = reporter(library, manifest);
  if (object.kind === 'Application') return appliedBy(host, manifest, object, {}, report);
  if (object.kind !== 'ApplicationSet') return [];
  const labelled = labelledClusters(host, manifest, all, report);
  const lists = listsOf(object, labelled.length > 0, report);
  if (!lists) return labelled;
  const { applications, errors } = expandApplicationSet(lists);
  for (const { message, path = [] } of errors) report(notRead(manifest, message), path);
  return [
    ...labelled,
    ...applications.flatMap((one) => appliedBy(host, manifest, one.object, one.parameters, report)),
  ];
}

/** The set with its list generators, the others reported and empty; undefined where it has others only. */
function listsOf(set: ValueObject, isLabelled: boolean, report: ReportUnread): ValueObject | undefined {
  const { spec = null } = set;
  if (!isObject(spec) || !Array.isArray(spec.generators) || spec.generators.length === 0) return set;
  let hasList = false;
  const generators = spec.generators.map((generator, i) => {
    if (!isObject(generator)) return generator;
    const others = Object.keys(generator).filter((key) => key !== 'list');
    hasList ||= others.length === 0;
    for (const other of others)
      if (other !== 'clusters' || !isLabelled)
        report(`the generator ${other} of ${objectName(set)} is not read`, ['spec', 'generators', i, other]);
    return others.length === 0 ? generator : { list: { elements: [] } };
  });
  return hasList ? { ...set, spec: { ...spec, generators } } : undefined;
}

/** Reports once what an ApplicationSet has for each of its elements. */
function reporter(library: Library, { locate }: Manifest): ReportUnread {
  const known = new Set<string>();
  return (message, path, help = NAME_CLUSTERS) => {
    const key = JSON.stringify([message, path]);
    if (known.has(key)) return;
    known.add(key);
    library.diagnostics.push({
      code: 'not-imported',
      severity: 'warning',
      message,
      help,
      at: locate(path, 'key'),
    });
  };
}

const NAME_CLUSTERS = 'Name the clusters and their sources with --cluster NAME=SOURCE if it applies pools';

function appliedBy(
  host: SourceHost,
  manifest: Manifest,
  application: ValueObject,
  parameters: Readonly<Record<string, Value>>,
  report: ReportUnread,
): Applied[] {
  const spec = isObject(application.spec ?? null) ? (application.spec as ValueObject) : {};
  const destination = isObject(spec.destination ?? null) ? (spec.destination as ValueObject) : {};
  const sources = sourcesOf(manifest, spec).map((one) => ({
    ...one,
    directory: folderOf(host, manifest, one, report),
  }));
  const read = sources.flatMap(({ directory }) => directory ?? []);
  const { sources: _, ...common } = spec;
  const named = [parameters.cluster, destination.name].find((one) => typeof one === 'string' && one !== '');
  const cluster = asLabel(String(named ?? nameOf(application)));
  const isNamed = typeof destination.name === 'string' && destination.name !== '';
  const server = parameters.server ?? (isNamed ? undefined : destination.server);
  const values = parameters.variables;
  return sources.flatMap(({ source, at, directory }) =>
    directory === undefined
      ? []
      : {
          manifest,
          application: { ...application, spec: { ...common, source } },
          sourceAt: at,
          folders: read.length === sources.length ? read : undefined,
          home:
            read.find((folder) => host.nameOf(folder).split('/').some(environmentWord)) ??
            read[0] ??
            directory,
          cluster,
          ...(isObject(values ?? null) ? { values: values as Record<string, string> } : {}),
          fields: {
            ...(typeof server === 'string' && server !== '' ? { server } : {}),
            ...stepLabelsOf(manifest.object, labelsOf(application)),
          },
          directory,
          report,
        },
  );
}

/** Clusters whose Secrets have labels and annotations of a fleet, as `delivery.argocd.generator: clusters` reads them. */
function labelledClusters(
  host: SourceHost,
  manifest: Manifest,
  all: readonly Manifest[],
  report: ReportUnread,
): Applied[] {
  const { spec = null } = manifest.object;
  const text = JSON.stringify(spec);
  const [, fleet, environment] =
    new RegExp(`"([a-z0-9.-]+)\\.${FLEET_LABEL}/environment":"([^"]+)"`).exec(text) ?? [];
  if (fleet === undefined || !isObject(spec) || !isObject(spec.template ?? null)) return [];
  const application: ValueObject = { ...(spec.template as ValueObject), kind: 'Application' };
  return all.flatMap(({ object }) => {
    const metadata = isObject(object.metadata ?? null) ? (object.metadata as ValueObject) : {};
    const labels = labelsOf(object);
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
    return appliedBy(host, manifest, application, { cluster }, report).map((one) => ({
      ...one,
      values,
      fields: { ...(secret === cluster ? {} : { secret }), ...stepLabelsOf(manifest.object, labels) },
    }));
  });
}

function labelsOf({ metadata = null }: ValueObject): ValueObject {
  const labels = isObject(metadata) ? (metadata.labels ?? null) : null;
  return isObject(labels) ? labels : {};
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
