import { build, type Cache, type FileSystem, KustomizeError } from '@kustomize-ts/core';
import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts';
import { createHolders } from './holder.ts';
import { isKustomization, KUSTOMIZATIONS } from './kustomization-name.ts';
import type { ManifestGroup } from './manifest.ts';

/** What is built of a kustomize directory, and the texts of the files that it was built of, by absolute path. */
export interface BuiltManifests extends ManifestGroup {
  sources: ReadonlyMap<string, string>;
}

/**
 * Builds a kustomize directory.
 * @param directory absolute path in `files`
 * @param nameOf how diagnostics name a file, given its absolute path
 */
export function buildManifests(
  files: FileSystem,
  directory: string,
  cache: Cache,
  nameOf: (path: string) => string,
): BuiltManifests {
  const { recorder, sources } = recording(files);
  const home = (): string =>
    [...sources.keys()].find((path) => isKustomization(path)) ?? `${directory}/${KUSTOMIZATIONS[0]}`;
  try {
    const resources = build(recorder, directory, { cache });
    const holders = createHolders(sources, nameOf);
    const manifests = resources.map(({ object, file }) => ({
      object,
      locate: holders(object, file ?? home()),
    }));
    return { manifests, others: 0, diagnostics: [], sources };
  } catch (error) {
    if (!(error instanceof KustomizeError)) throw error;
    return { manifests: [], others: 0, diagnostics: [buildFault(error, nameOf(home()), nameOf)], sources };
  }
}

function recording(files: FileSystem): { recorder: FileSystem; sources: Map<string, string> } {
  const sources = new Map<string, string>();
  const readFile = (path: string): string | undefined => {
    const text = files.readFile(path);
    if (text !== undefined) sources.set(path, text);
    return text;
  };
  return {
    recorder: {
      readFile,
      readBytes: (path) => files.readBytes(path),
      kind: (path) => files.kind(path),
      realPath: (path) => files.realPath(path),
    },
    sources,
  };
}

function buildFault(error: KustomizeError, home: string, nameOf: (path: string) => string): Diagnostic {
  const at: Location = {
    file: error.file === undefined ? home : nameOf(error.file),
    line: 1,
    column: 1,
  };
  return {
    code: 'render-failed',
    severity: 'error',
    message: `kustomize cannot build this: ${[error.field, error.reason].filter(Boolean).join(': ')}`,
    help:
      error.code === 'unsupported'
        ? 'Build it with kustomize, and give the result: kubectl kustomize DIR | poolwright validate -'
        : 'Correct what is named here',
    at,
  };
}
