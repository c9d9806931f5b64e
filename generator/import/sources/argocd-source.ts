import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import type { Path } from '../../load/path.ts';
import type { Manifest } from '../../manifests/index.ts';
import { objectName } from '../../render/index.ts';
import { directoryOf } from './directory.ts';
import type { SourceHost } from './host.ts';

/** Reports that something at a path of an object is not read. */
export type ReportUnread = (message: string, path: Path, help?: string) => void;

const RENDER_CHART =
  'If it has pools, render it for each cluster with helm template, and import with --cluster NAME=FILE';

/** A source of an Application, and where its object has it. */
export interface Source {
  source: Value;
  at: Path;
  /** As messages name it. */
  title: string;
}

/** What an Application applies: Argo CD takes `sources` where there are any. One that values alone are taken from applies nothing. */
export function sourcesOf({ object }: Manifest, { source = null, sources = null }: ValueObject): Source[] {
  const at: Path = object.kind === 'ApplicationSet' ? ['spec', 'template', 'spec'] : ['spec'];
  if (!Array.isArray(sources) || sources.length === 0)
    return [{ source, at: [...at, 'source'], title: 'its source' }];
  return sources.flatMap((one, i) => {
    const hasValuesAlone =
      isObject(one) && one.ref !== undefined && one.path === undefined && one.chart === undefined;
    return hasValuesAlone ? [] : [{ source: one, at: [...at, 'sources', i], title: `source ${i + 1}` }];
  });
}

/** The folder of a source; one that cannot be read is reported. */
export function folderOf(
  host: SourceHost,
  manifest: Manifest,
  { source, at, title }: Source,
  report: ReportUnread,
): string | undefined {
  if (isObject(source) && source.path !== undefined) {
    const directory = directoryOf(host, source.path);
    if (directory === undefined)
      report(notRead(manifest, `the folder ${String(source.path)} is not among the files`), [...at, 'path']);
    return directory;
  }
  if (isObject(source) && source.chart !== undefined)
    report(notRead(manifest, `${title} is a Helm chart`), [...at, 'chart'], RENDER_CHART);
  else report(notRead(manifest, `${title} has no path`), at);
  return undefined;
}

/** Why nothing of an object is imported. */
export function notRead({ object }: Manifest, why: string): string {
  return `${objectName(object)} is not read: ${why}`;
}
