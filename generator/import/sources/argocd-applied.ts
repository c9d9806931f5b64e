import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import { listAt, objectAt } from '../../instances/objects/fields.ts';
import { annotationsOf, labelsOf } from '../../instances/objects/metadata.ts';
import { clusterLabel, environmentLabel, FLEET_LABEL } from '../../load/cluster-labels.ts';
import type { Path } from '../../load/path.ts';
import type { Manifest } from '../../manifests/index.ts';
import { expandApplicationSet, objectName } from '../../render/index.ts';
import { type GeneratorSources, generatedElements } from './argocd-generators.ts';
import { stepLabelsOf } from './argocd-rolling.ts';
import { folderOf, notRead, type ReportUnread, sourcesOf } from './argocd-source.ts';
import type { SourceHost } from './host.ts';
import type { Library } from './library.ts';
import { asLabel, environmentWord } from './names.ts';
import { nameOf } from './objects.ts';

/** A source of an Application, and what its ApplicationSet says of its cluster. */
export interface Applied {
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

/** What an Application or an ApplicationSet applies; nothing for any other manifest. */
export function appliedByManifest(
  host: SourceHost,
  library: Library,
  manifest: Manifest,
  all: readonly Manifest[],
): Applied[] {
  const { object } = manifest;
  if (!String(object.apiVersion).startsWith('argoproj.io/')) return [];
  const report = reporter(library, manifest);
  if (object.kind === 'Application')
    return appliedBy(host, manifest, { application: object, parameters: {} }, report);
  if (object.kind !== 'ApplicationSet') return [];
  const labelled = labelledClusters(host, manifest, all, report);
  return [
    ...labelled,
    ...expandedOf(host, manifest, all, labelled.length > 0, (...unread) => {
      for (const start of startsOfPaths(object)) library.unreadPaths.add(start);
      report(...unread);
    }).flatMap((one) => appliedBy(host, manifest, one, report)),
  ];
}

/** How the paths begin that an ApplicationSet may apply, up to what its generators decide; an empty start where they decide it all. */
function startsOfPaths(set: ValueObject): string[] {
  const starts = new Set(pathsIn(set.spec ?? null).map((path) => path.replace(/^\.?\/|[{*?[].*$/gs, '')));
  if (starts.size > 1) starts.delete('');
  return [...starts];
}

function pathsIn(value: Value): string[] {
  if (Array.isArray(value)) return value.flatMap(pathsIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'path' && typeof inner === 'string' ? [inner] : pathsIn(inner),
  );
}

/** An Application, and the parameters that its ApplicationSet made it with. */
export interface MadeApplication {
  application: ValueObject;
  parameters: Readonly<Record<string, Value>>;
}

/** The Applications that a manifest is or makes. */
export function applicationsOf(
  host: SourceHost,
  manifest: Manifest,
  all: readonly Manifest[],
  report: ReportUnread,
): MadeApplication[] {
  const { object } = manifest;
  if (!String(object.apiVersion).startsWith('argoproj.io/')) return [];
  if (object.kind === 'Application') return [{ application: object, parameters: {} }];
  return object.kind === 'ApplicationSet' ? expandedOf(host, manifest, all, false, report) : [];
}

function expandedOf(
  host: SourceHost,
  manifest: Manifest,
  all: readonly Manifest[],
  isLabelled: boolean,
  report: ReportUnread,
): MadeApplication[] {
  const isGo = objectAt(manifest.object, 'spec').goTemplate === true;
  const lists = listsOf(manifest.object, { host, all, isGo }, isLabelled, report);
  if (!lists) return [];
  const { applications, errors } = expandApplicationSet(lists);
  for (const { message, path = [] } of errors) report(notRead(manifest, message), path);
  // Only a fleet's own list has values of variables; what files have under that name is something else.
  const isListed = listAt(objectAt(manifest.object, 'spec'), 'generators').every(
    (one) => isObject(one) && one.list !== undefined,
  );
  return applications.map(({ object, parameters: { variables = null, ...parameters } }) => ({
    application: object,
    parameters: isListed && variables !== null ? { ...parameters, variables } : parameters,
  }));
}

/** The set with list generators for those that are read, the others reported and empty; undefined where it has others only. */
function listsOf(
  set: ValueObject,
  sources: GeneratorSources,
  isLabelled: boolean,
  report: ReportUnread,
): ValueObject | undefined {
  const { spec = null } = set;
  if (!isObject(spec) || !Array.isArray(spec.generators) || spec.generators.length === 0) return set;
  let hasList = false;
  const generators = spec.generators.map((generator, i) => {
    if (!isObject(generator)) return generator;
    const elements = generator.list === undefined ? generatedElements(sources, generator) : undefined;
    hasList ||= elements !== undefined;
    if (elements) return { list: { elements } };
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
  { application, parameters }: MadeApplication,
  report: ReportUnread,
): Applied[] {
  const spec = objectAt(application, 'spec');
  const destination = objectAt(spec, 'destination');
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
          ...(isObject(values) ? { values: textsOf(values) } : {}),
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
  const spec = objectAt(manifest.object, 'spec');
  const [, fleet, environment] =
    new RegExp(`"([a-z0-9.-]+)\\.${FLEET_LABEL}/environment":"([^"]+)"`).exec(JSON.stringify(spec)) ?? [];
  if (fleet === undefined || !isObject(spec.template)) return [];
  const application: ValueObject = { ...spec.template, kind: 'Application' };
  return all.flatMap(({ object }) => {
    const labels = labelsOf(object);
    if (object.kind !== 'Secret' || labels[environmentLabel(fleet)] !== environment) return [];
    const cluster = String(labels[clusterLabel(fleet)]);
    const prefix = `${fleet}.${FLEET_LABEL}/`;
    const values = Object.fromEntries(
      Object.entries(annotationsOf(object)).flatMap(([key, value]) =>
        key.startsWith(prefix) ? [[key.slice(prefix.length), String(value)]] : [],
      ),
    );
    const secret = nameOf(object);
    return appliedBy(host, manifest, { application, parameters: { cluster } }, report).map((one) => ({
      ...one,
      values,
      fields: { ...(secret === cluster ? {} : { secret }), ...stepLabelsOf(manifest.object, labels) },
    }));
  });
}

function textsOf(values: ValueObject): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}
