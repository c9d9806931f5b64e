import { isObject, type ValueObject } from '@kustomize-ts/core';
import { listAt, objectAt, objectsAt } from '../../instances/objects/fields.ts';
import type { Path } from '../../load/path.ts';
import type { Manifest } from '../../manifests/index.ts';
import { nearest } from './flux-values.ts';
import { nameOf } from './objects.ts';

/** A version of Karpenter as an object has it, and where. */
export interface ChartVersion {
  /** A version, or a range of versions. */
  version: string;
  /** Whether it is that of the chart with the CRDs alone. */
  isCrdChart: boolean;
  path: Path;
  /** The object that has it. */
  manifest: Manifest;
}

/** The version of Karpenter that a HelmRelease or a Deployment has; Argo CD's objects have to be expanded first. */
export function chartVersions(manifest: Manifest, all: readonly Manifest[]): ChartVersion[] {
  const { object } = manifest;
  if (object.kind === 'HelmRelease') return releaseVersion(manifest, all);
  return object.kind === 'Deployment' ? imageVersions(manifest) : [];
}

/** The version of a source of an Application. */
export function sourceVersion(manifest: Manifest, source: ValueObject, at: Path): ChartVersion[] {
  return versionOf(manifest, source.chart ?? source.repoURL, source.targetRevision, [
    ...at,
    'targetRevision',
  ]);
}

/** The versions of the charts that a kustomization inflates. */
export function inflatedVersions(manifest: Manifest): ChartVersion[] {
  return objectsAt(manifest.object, 'helmCharts').flatMap(([i, { name, version }]) =>
    versionOf(manifest, name, version, ['helmCharts', i, 'version']),
  );
}

function releaseVersion(manifest: Manifest, all: readonly Manifest[]): ChartVersion[] {
  const spec = objectAt(manifest.object, 'spec');
  const inline = objectAt(objectAt(spec, 'chart'), 'spec');
  const { kind, name } = objectAt(spec, 'chartRef');
  if (name === undefined) return versionOf(manifest, inline.chart, inline.version, AT_CHART);
  const source = nearest(
    manifest,
    all.filter(({ object }) => object.kind === kind && nameOf(object) === name),
  );
  if (!source) return [];
  const of = objectAt(source.object, 'spec');
  if (kind === 'HelmChart') return versionOf(source, of.chart, of.version, ['spec', 'version']);
  const ref = objectAt(of, 'ref');
  const field = ref.semver === undefined ? 'tag' : 'semver';
  return versionOf(source, of.url, ref[field], ['spec', 'ref', field]);
}

const AT_CHART: Path = ['spec', 'chart', 'spec', 'version'];

/** @param chart the name or the address of a chart */
function versionOf(manifest: Manifest, chart: unknown, version: unknown, path: Path): ChartVersion[] {
  const [, crd] = /(?:^|\/)karpenter(-crd)?\/?$/.exec(String(chart)) ?? [];
  if (!/(?:^|\/)karpenter(-crd)?\/?$/.test(String(chart)) || version === null) return [];
  return [{ version: String(version ?? '*'), isCrdChart: crd !== undefined, path, manifest }];
}

const IMAGE = /(?:^|\/)karpenter\/controller:(v?\d[^@]*)/;

function imageVersions(manifest: Manifest): ChartVersion[] {
  const pod = objectAt(objectAt(objectAt(manifest.object, 'spec'), 'template'), 'spec');
  return listAt(pod, 'containers').flatMap((container, i) => {
    const [, version] = (isObject(container) && IMAGE.exec(String(container.image))) || [];
    const path = ['spec', 'template', 'spec', 'containers', i, 'image'];
    return version === undefined ? [] : [{ version, isCrdChart: false, path, manifest }];
  });
}
