import { posix } from 'node:path';
import { isObject, readYaml, YamlError } from '@kustomize-ts/core';
import type { Location } from '../../diagnostics/diagnostic.ts';
import { objectAt } from '../../instances/objects/fields.ts';
import { createPlaces } from '../../load/places.ts';
import { splitDocuments } from '../../load/split-documents.ts';
import type { Manifest } from '../../manifests/index.ts';
import { fluxPieces } from '../../render/index.ts';
import { KUSTOMIZATIONS } from '../../render/kustomization-file.ts';
import type { ArgocdSources } from './argocd.ts';
import { applicationsOf } from './argocd-applied.ts';
import { sourcesOf } from './argocd-source.ts';
import { directoryOf } from './directory.ts';
import { type FluxSources, isFlux, type ManifestSet } from './flux.ts';
import { valuesOf } from './flux-values.ts';
import type { SourceHost } from './host.ts';
import { type ChartVersion, chartVersions, inflatedVersions, sourceVersion } from './karpenter-charts.ts';
import type { Library } from './library.ts';
import { asLabel } from './names.ts';

/** A version of Karpenter that sources declare. */
export interface DeclaredKarpenter {
  /** As it is written: a version, or a range of versions. */
  version: string;
  /** Whether it is that of the chart with the CRDs alone. */
  isCrdChart: boolean;
  /** The cluster that it is installed in, where the sources say so. */
  cluster?: string;
  /** The files whose folders say for which cluster or environment it is. */
  files: string[];
  at: Location;
}

/** What sources are searched for the version of Karpenter. */
export interface KarpenterSources {
  sets: readonly ManifestSet[];
  /** Kustomize directories, absolute. */
  directories: readonly string[];
  flux: FluxSources | undefined;
  argocd: ArgocdSources | undefined;
}

/** Finds the versions of Karpenter that HelmReleases, Applications, kustomizations and Deployments declare. */
export function declaredKarpenter(
  host: SourceHost,
  library: Library,
  { sets, directories, flux, argocd }: KarpenterSources,
): DeclaredKarpenter[] {
  const all = sets.flatMap(({ manifests }) => manifests);
  return [
    ...sets.flatMap(({ manifests, named }) =>
      manifests.flatMap((manifest) =>
        chartVersions(manifest, all).map((one) => declared(one, [], named?.cluster)),
      ),
    ),
    ...all.flatMap((manifest) => [
      ...ofFlux(host, library, manifest, all, flux),
      ...ofArgocd(host, manifest, all, argocd),
    ]),
    ...directories
      .flatMap((directory) => kustomizationIn(host, directory) ?? [])
      .flatMap((manifest) => inflatedVersions(manifest).map((one) => declared(one, []))),
  ];
}

function declared({ version, isCrdChart, path, manifest }: ChartVersion, files: string[], cluster?: string) {
  const at = manifest.locate(path);
  const found: DeclaredKarpenter = { version, isCrdChart, files: [...files, at.file], at };
  return cluster === undefined ? found : { ...found, cluster };
}

/** What a Flux Kustomization applies, to the cluster whose pools one beside it applies. */
function ofFlux(
  host: SourceHost,
  library: Library,
  manifest: Manifest,
  all: readonly Manifest[],
  flux: FluxSources | undefined,
): DeclaredKarpenter[] {
  const spec = objectAt(manifest.object, 'spec');
  const directory = isFlux(manifest) ? directoryOf(host, spec.path) : undefined;
  if (directory === undefined) return [];
  const { directories } = host.find([directory]);
  const applied = directories.length > 0 ? library.build(directory).manifests : [];
  const folder = `${host.nameOf(directory)}/`;
  const loose = directories.length > 0 ? [] : all.filter(({ file }) => file.startsWith(folder));
  const beside = (flux?.kustomizations ?? []).filter(
    (one) =>
      posix.dirname(one.manifest.file) === posix.dirname(manifest.file) &&
      JSON.stringify(one.spec.kubeConfig) === JSON.stringify(spec.kubeConfig),
  );
  const clusters = new Set(beside.map(({ cluster }) => cluster));
  const [cluster] = clusters.size === 1 ? clusters : [];
  const { values } = valuesOf(spec, manifest, all);
  return [...applied, ...loose].flatMap((one) =>
    chartVersions(one, [...applied, ...all]).map((found) =>
      declared({ ...found, version: substituted(found.version, values) }, [manifest.file], cluster),
    ),
  );
}

/** The text of a version with the variables of a Kustomization; as it is where one has no value. */
function substituted(version: string, values: Readonly<Record<string, string>>): string {
  const pieces = fluxPieces(version);
  const texts = (pieces.ok ? pieces.value : []).map((piece) =>
    typeof piece === 'string' ? piece : piece.evaluate(values),
  );
  return texts.length === 0 || texts.includes(undefined) ? version : texts.join('');
}

function ofArgocd(
  host: SourceHost,
  manifest: Manifest,
  all: readonly Manifest[],
  argocd: ArgocdSources | undefined,
): DeclaredKarpenter[] {
  return applicationsOf(host, manifest, all, () => undefined).flatMap(({ application, parameters }) => {
    const spec = objectAt(application, 'spec');
    const { name, server } = objectAt(spec, 'destination');
    const named = [parameters.cluster, name].find((one) => typeof one === 'string' && one !== '');
    const ofServer = [...(argocd?.clusters ?? [])].filter(
      ([, fields]) => server !== undefined && fields.server === server,
    );
    const cluster = named === undefined ? undefined : asLabel(String(named));
    const [found] = ofServer.length === 1 ? ofServer : [];
    return sourcesOf(manifest, spec).flatMap(({ source, at }) =>
      isObject(source)
        ? sourceVersion(manifest, source, at).map((one) => declared(one, [], cluster ?? found?.[0]))
        : [],
    );
  });
}

function kustomizationIn(host: SourceHost, directory: string): Manifest | undefined {
  const path = KUSTOMIZATIONS.map((name) => posix.join(directory, name)).find(
    (one) => host.files.kind(one) === 'file',
  );
  const text = path === undefined ? '' : host.read(path);
  const [document] = splitDocuments(text);
  if (path === undefined || !document || !text.includes('helmCharts')) return undefined;
  try {
    const object = readYaml(document.text);
    const file = host.nameOf(path);
    return isObject(object) ? { object, file, locate: createPlaces(file, document) } : undefined;
  } catch (error) {
    if (error instanceof YamlError) return undefined;
    throw error;
  }
}
